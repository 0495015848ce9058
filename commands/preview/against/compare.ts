import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Stack } from "../../../synthesized/stack";
import { environmentGroups } from "../../merged-root/groups";
import { locationIn } from "../../merged-root/locate";
import { writeMergedRoot } from "../../merged-root/merged-root";
import { computedAttributes } from "../../merged-root/schema";
import type { Terraform } from "../../terraform/terraform";
import type { Change } from "../changes";
import { type Preview, planMerged } from "../plan";
import { baseStates, offlineTarget } from "./base-states";
import { offlineStack } from "./offline-stacks";
import { withoutNoise } from "./subtract-noise";

/** Two revisions of environments that have to be planned together. */
export interface Pair {
  /** Names of the environments, joined with `+`. */
  readonly name: string;
  readonly environments: readonly string[];
  readonly base: readonly Stack[];
  readonly head: readonly Stack[];
}

export interface Comparison extends Pick<Preview, "changes" | "findings"> {
  /** Stacks of the head, then those that only the base has. */
  readonly stacks: readonly Stack[];
}

/** The environments of two revisions, each with those that it reads on either side: a recovery environment, its primary. */
export function pairsOf(base: readonly Stack[], head: readonly Stack[]): Pair[] {
  const byId = new Map<string, Stack>();
  for (const stack of [...head, ...base]) {
    const dependencies = [...new Set([...(byId.get(stack.id)?.dependencies ?? []), ...stack.dependencies])];
    byId.set(stack.id, { ...stack, dependencies });
  }
  return environmentGroups([...byId.values()]).map(({ name, stacks }) => {
    const environments = [...new Set(stacks.map(({ environment }) => environment))];
    const within = ({ environment }: Stack) => environments.includes(environment);
    return { name, environments, base: base.filter(within), head: head.filter(within) };
  });
}

/** What a comparison leaves in its folder that the next one must not see. */
export const filesOfOneRun = ["mocks", "states"];

/**
 * What applying the head would change where the base had been applied, planned without AWS.
 * @param work folder for this comparison alone, absolute
 * @throws UserError when the base cannot be planned; what the head's plan says is in `findings`
 */
export async function compare(terraform: Terraform, { name, base, head }: Pair, work: string): Promise<Comparison> {
  const formerStacks = base.filter(({ id }) => !head.some((stack) => stack.id === id));
  const stacks = [...head, ...formerStacks];
  if (isSame(base, head)) return { stacks, changes: [], findings: [] };

  const computed = await computedAttributes(terraform, () =>
    readyFolder(terraform, head.length > 0 ? head : base, join(work, "schema")),
  );
  const before = await baseStates(terraform, { name, stacks: base }, computed, work);
  const offline = head.map((stack) => offlineStack(stack, computed));
  const target = { ...offlineTarget(offline, before.folder), formerStacks };
  const { changes, findings } = await planMerged(terraform, target, join(work, "head"));
  return {
    stacks,
    changes: withoutNoise(changes, before.noise).map((change) => withFormerPath(change, base)),
    findings,
  };
}

/** A change with the construct path of the base, where the head no longer builds what changes. */
function withFormerPath(change: Change, base: readonly Stack[]): Change {
  const { place } = change;
  const former = base.find(({ id }) => id === place.stack);
  if (!former || place.path !== undefined) return change;
  return { ...change, place: locationIn(former, place.address) };
}

/** Stacks that say the same plan the same. */
function isSame(base: readonly Stack[], head: readonly Stack[]): boolean {
  const contentOf = (stacks: readonly Stack[]) => new Map(stacks.map(({ id, json }) => [id, json]));
  return isDeepStrictEqual(contentOf(base), contentOf(head));
}

/** A folder that knows the provider. */
export async function readyFolder(terraform: Terraform, stacks: readonly Stack[], folder: string): Promise<string> {
  writeMergedRoot({ stacks, folder, providers: "region" });
  await terraform.init(folder);
  return folder;
}
