import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseEvent } from "../../commands/deploy/events";
import type { Bench } from "./harness";

/** Waits until the apply of a stack is as far as `enough` says. What is finished then, by address, with its id. */
export async function untilApplied(
  bench: Bench,
  stack: string,
  enough: (finished: number, underWay: string[]) => boolean,
) {
  const journal = join(bench.stackFolder(stack), "runs", "apply.jsonl");
  const end = Date.now() + 10 * 60_000;
  while (Date.now() < end) {
    await wait(50);
    if (!existsSync(journal)) continue;
    const events = readFileSync(journal, "utf8").split("\n").map(parseEvent);
    const finished = new Map(
      events.flatMap((event) => (event?.kind === "finished" ? [[event.address, event.id ?? ""] as const] : [])),
    );
    const underWay = events.flatMap((event) =>
      event?.kind === "began" && !finished.has(event.address) ? [event.address] : [],
    );
    if (enough(finished.size, underWay)) return finished;
  }
  throw new Error(`The apply of ${stack} did not come that far.`);
}
