import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
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

/** Milliseconds between two signs of life, which are the times of the file, and without one after which a run is gone. */
const beat = 10_000;
const longestSilence = 2 * 60_000;

/**
 * Works while no other run does that takes turns by the same file: it waits for its turn. A run that was killed on this
 * machine loses its turn at once, one on another machine after two minutes.
 * @param file where the holder is noted, in a folder that is there
 * @throws the signal's reason when it ends the wait
 */
export async function inTurn<T>(file: string, { signal, onWait }: TurnOptions, work: () => Promise<T>): Promise<T> {
  const own = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  let waits = false;
  while (!taken(file, own)) {
    signal?.throwIfAborted();
    const holder = holderIn(file);
    if (holder && isGone(file, holder)) {
      release(file, JSON.stringify(holder));
      continue;
    }
    if (holder && !waits) onWait?.(holder);
    waits ||= holder !== undefined;
    await sleep(pause, undefined, { signal });
  }
  const alive = setInterval(() => touch(file), beat).unref();
  try {
    return await work();
  } finally {
    clearInterval(alive);
    // After a long silence another run may have the turn.
    if (holds(file, own)) rmSync(file);
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

function holds(file: string, own: string): boolean {
  return JSON.stringify(holderIn(file)) === own;
}

/** Undefined where the turn is free by now, or its holder is still writing. */
function holderIn(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

/** Processes of other machines, which may share the folder, cannot be asked; and a system gives an id to a process again. */
function isGone(file: string, { pid, host }: Holder): boolean {
  if (host === hostname() && !isRunning(pid)) return true;
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return mtimeMs !== undefined && Date.now() - mtimeMs > longestSilence;
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
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
