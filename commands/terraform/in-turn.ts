import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "./process";

/** A run that holds a file of turns. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
}

export interface TurnOptions {
  /** Ends the wait. */
  readonly signal?: AbortSignal;
  /** Called once, when another run has the turn. */
  readonly onWait?: (holder: Holder) => void;
}

/** Milliseconds between two looks whether the turn is free. */
const pause = 200;

/**
 * Works while no other run does that takes turns by the same file: it waits for its turn. A run that was killed on this
 * machine holds no turn.
 * @param file where the holder is noted, in a folder that is there
 * @throws the signal's reason when it ends the wait
 */
export async function inTurn<T>(file: string, { signal, onWait }: TurnOptions, work: () => Promise<T>): Promise<T> {
  const own = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  let waits = false;
  while (!taken(file, own)) {
    signal?.throwIfAborted();
    const holder = holderIn(file);
    if (holder && isGone(holder)) {
      release(file, JSON.stringify(holder));
      continue;
    }
    if (holder && !waits) onWait?.(holder);
    waits ||= holder !== undefined;
    await sleep(pause, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** As in "process 812 of this machine". */
export function holderText({ pid, host }: Holder): string {
  return `process ${pid} of ${host === hostname() ? "this machine" : host}`;
}

function taken(file: string, own: string): boolean {
  try {
    writeFileSync(file, own, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Undefined where the turn is free by now, or its holder is still writing. */
function holderIn(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

/** Of another machine that is not known: it may share the folder. */
function isGone({ pid, host }: Holder): boolean {
  return host === hostname() && !isRunning(pid);
}

/** Takes the turn from a run that is gone, unless another one has done so and works by now. */
function release(file: string, gone: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== gone) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
