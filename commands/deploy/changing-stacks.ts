import type { Stack } from "../../synthesized/stack";
import { mergedFolder } from "../merged-root/merged-root";
import { type PreviewTarget, secretFiles } from "../preview/plan";
import { planChanged } from "../preview/plan-changed";
import { ownBackends } from "../preview/read-states";
import { withProducers } from "../preview/scope";
import { inOwnFolder } from "../terraform/own-folder";
import type { Prepared } from "./run";

/** What the merged-root preview says of the stacks to plan. */
export interface Changing {
  /** Ids of the stacks that would change; undefined where the preview cannot be planned and does not know. */
  readonly stacks: ReadonlySet<string> | undefined;
  /** By stack, the first producer that was never applied: the stack cannot be planned before it is. */
  readonly blocked: ReadonlyMap<string, string>;
  /** Ids of the stacks that are as last deployed, and were left out of the preview. */
  readonly asDeployed: ReadonlySet<string>;
}

/**
 * Asks the merged root, in one Terraform process, which of the stacks an apply would change.
 * @param everyStack ask also of the stacks that are as last deployed
 */
export async function changingStacks(
  { all, selected, target, terraform }: Prepared,
  everyStack: boolean,
): Promise<Changing> {
  const stacks = withProducers(all, (stack) => selected.includes(stack));
  const source: PreviewTarget = target.isEmulator
    ? await (await import("../preview/emulator")).emulatorTarget(stacks)
    : { stacks, ...ownBackends };
  const environments = [...new Set(selected.map(({ environment }) => environment))];
  const folder = mergedFolder(`plan-${environments.join("+")}`);
  const preview = await inOwnFolder(folder, secretFiles, (own) =>
    planChanged(terraform, { ...source, outputs: true }, own, { all: everyStack }),
  );
  const failed = preview.findings.some(({ severity }) => severity === "error");
  const changed = [...preview.changes.map(({ place }) => place.stack), ...preview.republishing.keys()];
  return {
    stacks: failed ? undefined : new Set(changed),
    blocked: blockedBy(selected, preview.applied),
    // Where the plan failed, nobody knows which outputs of the others change.
    asDeployed: new Set(failed ? [] : preview.asDeployed),
  };
}

/** The stacks that read a state which is not there yet, and whose. */
export function blockedBy(stacks: readonly Stack[], applied: readonly string[]): Map<string, string> {
  return new Map(
    stacks.flatMap(({ id, dependencies }) => {
      const missing = dependencies.find((producer) => !applied.includes(producer));
      return missing === undefined ? [] : [[id, missing]];
    }),
  );
}
