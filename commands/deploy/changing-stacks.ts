import type { Stack } from "../../synthesized/stack";
import { mergedFolder } from "../merged-root/merged-root";
import { type PreviewTarget, planMerged, secretFiles } from "../preview/plan";
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
}

/** Asks the merged root, in one Terraform process, which of the stacks an apply would change. */
export async function changingStacks({ all, selected, target, terraform }: Prepared): Promise<Changing> {
  const stacks = withProducers(all, (stack) => selected.includes(stack));
  const source: PreviewTarget = target.isEmulator
    ? await (await import("../preview/emulator")).emulatorTarget(stacks)
    : { stacks, ...ownBackends };
  const environments = [...new Set(selected.map(({ environment }) => environment))];
  const folder = mergedFolder(`plan-${environments.join("+")}`);
  const preview = await inOwnFolder(folder, secretFiles, (own) =>
    planMerged(terraform, { ...source, outputs: true }, own),
  );
  const failed = preview.findings.some(({ severity }) => severity === "error");
  const changed = [...preview.changes.map(({ place }) => place.stack), ...preview.republishing];
  return { stacks: failed ? undefined : new Set(changed), blocked: blockedBy(selected, preview.applied) };
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
