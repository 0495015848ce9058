import type { Stack } from "../../synthesized/stack";
import type { Skipped } from "../emulator/applicable";
import type { Difference } from "../emulator/differences";
import { locationIn } from "../merged-root/locate";
import { type Change, changesInOrder, changesOf } from "../preview/changes";
import type { Plan, ResourceChange } from "./operations";
import type { Outcome } from "./schedule";
import type { StackResult } from "./stack-result";

/**
 * The changes of a stack's plan, with what changes in each resource and why one has to be replaced.
 * @param details reads the plan in full, which starts the provider: only for updates and replacements
 */
export async function changesInFull(
  stack: Stack,
  { changes }: Pick<Plan, "changes">,
  details: () => Promise<readonly ResourceChange[]>,
): Promise<Change[]> {
  const place = (address: string) => locationIn(stack, address);
  if (changes.every(({ action }) => action === "create" || action === "delete")) {
    const plain = changes.map(({ address, action }) => ({ place: place(address), action, attributes: [] }) as Change);
    return changesInOrder(plain, [stack]);
  }
  return changesOf(await details(), [stack], place);
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
