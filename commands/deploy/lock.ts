import { hostname, userInfo } from "node:os";
import type { Diagnostic } from "./events";

/** Who holds the lock of a state. */
export interface Lock {
  readonly id: string;
  /** As in "OperationTypeApply". */
  readonly operation: string;
  /** As in "ada@laptop". */
  readonly who: string;
  /** In Terraform's own form: `2026-03-01 10:00:00.123 +0000 UTC`. */
  readonly created: string;
}

/** Reads the holder out of Terraform's message that a state is locked; undefined for any other message. */
export function parseLock({ summary, detail = "" }: Diagnostic): Lock | undefined {
  if (!/state lock/i.test(summary)) return undefined;
  const value = (name: string) => new RegExp(`^\\s*${name}:[ \\t]*(.*)$`, "m").exec(detail)?.[1]?.trim() ?? "";
  const id = value("ID");
  return id === "" ? undefined : { id, operation: value("Operation"), who: value("Who"), created: value("Created") };
}

/** Says who holds the lock, since when, and how to free it when that run is gone. */
export function explainLock(stack: string, lock: Lock, option: string): string {
  const operation = lock.operation.replace(/^OperationType/, "").toLowerCase() || "run";
  const here = lock.who === `${userInfo().username}@${hostname()}`;
  const since = lock.created.replace(/\.\d+ \+0000 UTC$/, " UTC");
  return (
    `the state is locked by ${lock.who} (${here ? "this machine" : "another machine"}): ${operation} since ${since}.\n` +
    "  Wait for it to end. If it was killed and no longer runs, free the lock and deploy again:\n" +
    `  npx strata unlock ${stack} ${lock.id}${option}`
  );
}
