import { describe, expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { environmentGroups } from "../../commands/merged-root/groups";
import { computedAttributes } from "../../commands/merged-root/schema";
import { validateStacks } from "../../commands/merged-root/validate";
import { makeStates } from "../../commands/preview/against/base-states";
import { offlineStack } from "../../commands/preview/against/offline-stacks";
import { suiteFolder, temporaryFolder } from "../support/temporary";
import { findTerraform, realStacks } from "./support";

const terraform = await findTerraform();
const stacks = realStacks();

describe.skipIf(!terraform)("the whole platform", () => {
  const folder = suiteFolder();

  it("is valid to the real provider, without a warning", async () => {
    const found = terraform && (await validateStacks(terraform, stacks, folder));
    expect(found?.map(describeFinding)).toEqual([]);
  });

  // Mock apply, plan from nothing and plan again, which a preview against a revision begins with.
  it.each(environmentGroups(stacks))(
    "applies and destroys with made-up answers, and then plans nothing: $name",
    async ({ name, stacks: ofGroup }) => {
      if (!terraform) throw new Error("unreachable: skipped without Terraform");
      const computed = await computedAttributes(terraform, async () => folder);
      const offline = ofGroup.map((stack) => offlineStack(stack, computed));
      const { noise } = await makeStates(terraform, { name, stacks: offline }, temporaryFolder());
      expect(noise.map(({ place, attributes }) => [place.address, ...attributes.map(({ name }) => name)])).toEqual([]);
    },
  );
});
