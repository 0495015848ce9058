import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseEvent } from "../../commands/deploy/events";
import type { Bench } from "./harness";

/** How far the apply of a stack is. */
export interface Applied {
  /** Ids of what is finished, by address. */
  readonly finished: ReadonlyMap<string, string>;
  /** Addresses of what began and is not finished. */
  readonly underWay: readonly string[];
}

/** What Terraform has written so far about the apply of a stack. */
export function readApplied(bench: Bench, stack: string): Applied {
  const journal = join(bench.stackFolder(stack), "runs", "apply.jsonl");
  if (!existsSync(journal)) return { finished: new Map(), underWay: [] };
  const events = readFileSync(journal, "utf8").split("\n").map(parseEvent);
  const finished = new Map(
    events.flatMap((event) => (event?.kind === "finished" ? [[event.address, event.id ?? ""] as const] : [])),
  );
  const underWay = events.flatMap((event) =>
    event?.kind === "began" && !finished.has(event.address) ? [event.address] : [],
  );
  return { finished, underWay };
}

/**
 * Waits until the apply of a stack is as far as `enough` says.
 * @param deploy the deploy that applies it
 * @throws Error with what the deploy printed, when it ends before that
 */
export async function untilApplied(
  bench: Bench,
  stack: string,
  deploy: ReturnType<Bench["start"]>,
  enough: (applied: Applied) => boolean,
): Promise<void> {
  const ended = deploy.then(({ all, exitCode }) => ({ all, exitCode }));
  for (;;) {
    if (enough(readApplied(bench, stack))) return;
    const end = await Promise.race([ended, wait(50)]);
    if (end) {
      throw new Error(`The deploy of ${stack} ended (exit code ${end.exitCode}) before it came that far:\n${end.all}`);
    }
  }
}

/** How far an apply was, and the end of the emulator's log: what explains a failure of the deploy after it. */
export function describeApplied(bench: Bench, { finished, underWay }: Applied): string {
  return [
    `The first apply had finished: ${[...finished.keys()].join(", ")}`,
    `It was under way with: ${underWay.join(", ")}`,
    "The end of the emulator's log:",
    ...bench.emulatorLog().slice(-60),
    "Its errors, and what was sent again:",
    bench.emulatorErrors(),
  ].join("\n");
}
