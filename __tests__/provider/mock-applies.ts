import { expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { environmentGroups } from "../../commands/merged-root/groups";
import { mockApply } from "../../commands/merged-root/mock-apply";
import { computedAttributes } from "../../commands/merged-root/schema";
import { makeStates } from "../../commands/preview/against/base-states";
import { readyFolder } from "../../commands/preview/against/compare";
import { offlineStack } from "../../commands/preview/against/offline-stacks";
import type { Stack } from "../../synthesized/stack";
import { temporaryFolder } from "../support/temporary";
import { findTerraform, realStacks } from "./support";

/** Groups of environments whose states a plan without a change is tried on: they have nearly every resource type. */
export const groupsPlannedAgain = ["dr+prod"];
/** The other groups, which are applied only: a plan of them could not come out otherwise, and takes as long again. */
export const groupsApplied = ["dev", "stage"];
/** Types that only the others have. `preview-against.test.ts` plans them again. */
export const typesOfOthers = ["aws_cloudfront_vpc_origin"];

/** Applies and destroys a group of environments with made-up answers, and nothing else. */
export async function itApplies(name: string): Promise<void> {
  const terraform = await findTerraform();
  it.skipIf(!terraform)(`applies and destroys with made-up answers: ${name}`, async () => {
    if (!terraform) throw new Error("unreachable: skipped without Terraform");
    const { findings, passed } = await mockApply(terraform, { stacks: stacksOf(name) }, { folder: temporaryFolder() });
    expect(findings.map(describeFinding)).toEqual([]);
    expect(passed).toBe(true);
  });
}

/** Applies and destroys a group, then plans it from nothing and again: a preview against a revision begins with that. */
export async function itAppliesAndPlansAgain(name: string): Promise<void> {
  const terraform = await findTerraform();
  it.skipIf(!terraform)(`applies and destroys with made-up answers, and then plans nothing: ${name}`, async () => {
    if (!terraform) throw new Error("unreachable: skipped without Terraform");
    const stacks = stacksOf(name);
    const computed = await computedAttributes(terraform, () => readyFolder(terraform, stacks, temporaryFolder()));
    const offline = stacks.map((stack) => offlineStack(stack, computed));
    const { noise } = await makeStates(terraform, { stacks: offline }, temporaryFolder());
    expect(noise.map(({ place, attributes }) => [place.address, ...attributes.map(({ name }) => name)])).toEqual([]);
  });
}

function stacksOf(name: string): readonly Stack[] {
  const group = environmentGroups(realStacks()).find((one) => one.name === name);
  return group?.stacks ?? expect.fail(`no group ${name}`);
}
