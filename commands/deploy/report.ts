import { constructPathAt } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";
import type { Skipped } from "../emulator/applicable";
import type { Difference } from "../emulator/differences";
import type { Action, PlannedChange } from "./events";
import type { Outcome } from "./schedule";
import type { StackResult } from "./work";

const signs: Partial<Record<Action, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  import: "<",
  move: ">",
  remove: "x",
};

/** Changes for a person: each with its construct, and what is only added summed up by type. */
export function formatChanges(stack: Stack, changes: readonly PlannedChange[]): string {
  const added = new Map<string, number>();
  const lines: string[] = [];
  for (const { address, action } of changes) {
    const sign = signs[action];
    if (action === "create") {
      const type = address.split(".")[0] ?? address;
      added.set(type, (added.get(type) ?? 0) + 1);
    } else if (sign) {
      const path = constructPathAt(stack, address);
      lines.push(`  ${sign} ${path ? `${path} (${address})` : address}`);
    }
  }
  const sums = [...added].map(([type, count]) => `  + ${count} ${type}`);
  return [...lines, ...sums.sort()].join("\n");
}

/** What of a deploy to the emulator is not the same as on AWS: left out, or different in the second plan. */
export function printEmulatorReport(outcomes: ReadonlyMap<string, Outcome<StackResult>>): void {
  for (const [stack, outcome] of outcomes) {
    if (outcome.state !== "done") continue;
    const { plannedOnly, known } = outcome.result;
    if (plannedOnly.length > 0) console.log(`\n${stack}: planned, not applied\n${formatSkipped(plannedOnly)}`);
    if (known.length > 0) console.log(`\n${stack}: known differences of the second plan\n${formatDifferences(known)}`);
  }
  console.log("");
}

export function formatSkipped(skipped: readonly Skipped[]): string {
  return skipped.map(({ address, reason }) => `  ${address}: ${reason}`).join("\n");
}

/** Differences that are known, summed up by type: `aws_kms_key (7): rotation_period_in_days, moto does not store it`. */
export function formatDifferences(differences: readonly Difference[]): string {
  const sums = new Map<string, number>();
  for (const { address, attributes, reason } of differences) {
    const key = `${address.split(".")[0]}\n${attributes.join(", ")}: ${reason}`;
    sums.set(key, (sums.get(key) ?? 0) + 1);
  }
  return [...sums].map(([key, count]) => `  ${key.replace("\n", ` (${count}) `)}`).join("\n");
}
