import { describe, expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { environmentGroups } from "../../commands/merged-root/groups";
import { mockApply } from "../../commands/merged-root/mock-apply";
import { computedAttributes } from "../../commands/merged-root/schema";
import { validateStacks } from "../../commands/merged-root/validate";
import { makeStates } from "../../commands/preview/against/base-states";
import { offlineStack } from "../../commands/preview/against/offline-stacks";
import type { Stack } from "../../synthesized/stack";
import { suiteFolder, temporaryFolder } from "../support/temporary";
import { findTerraform, realStacks } from "./support";

const terraform = await findTerraform();
const stacks = realStacks();
const groups = environmentGroups(stacks);

describe.skipIf(!terraform)("the whole platform", () => {
  const folder = suiteFolder();

  it("is valid to the real provider, without a warning", async () => {
    const found = terraform && (await validateStacks(terraform, stacks, folder));
    expect(found?.map(describeFinding)).toEqual([]);
  });

  it("has every resource type of stage in other environments as well", () => {
    const typesOf = (chosen: readonly Stack[]) =>
      new Set(chosen.flatMap(({ json }) => Object.keys(json.resource ?? {})));
    const stage = stacks.filter(({ environment }) => environment === "stage");
    const others = typesOf(stacks.filter((stack) => !stage.includes(stack)));
    expect(stage).not.toEqual([]);
    expect([...typesOf(stage)].filter((type) => !others.has(type))).toEqual([]);
  });

  it.each(groups.filter(({ name }) => name === "stage"))(
    "applies and destroys with made-up answers: $name",
    async ({ stacks: ofGroup }) => {
      if (!terraform) throw new Error("unreachable: skipped without Terraform");
      const { findings, passed } = await mockApply(terraform, { stacks: ofGroup }, { folder: temporaryFolder() });
      expect(findings.map(describeFinding)).toEqual([]);
      expect(passed).toBe(true);
    },
  );

  // Mock apply, plan from nothing and plan again, which a preview against a revision begins with. It takes three times
  // as long as the mock apply alone, and stage has no type that could answer otherwise.
  it.each(groups.filter(({ name }) => name !== "stage"))(
    "applies and destroys with made-up answers, and then plans nothing: $name",
    async ({ stacks: ofGroup }) => {
      if (!terraform) throw new Error("unreachable: skipped without Terraform");
      const computed = await computedAttributes(terraform, async () => folder);
      const offline = ofGroup.map((stack) => offlineStack(stack, computed));
      const { noise } = await makeStates(terraform, { stacks: offline }, temporaryFolder());
      expect(noise.map(({ place, attributes }) => [place.address, ...attributes.map(({ name }) => name)])).toEqual([]);
    },
  );
});
