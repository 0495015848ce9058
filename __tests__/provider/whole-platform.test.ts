import { describe, expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { environmentGroups } from "../../commands/merged-root/groups";
import { mockApply } from "../../commands/merged-root/mock-apply";
import { validateStacks } from "../../commands/merged-root/validate";
import { temporaryFolder } from "../support/temporary";
import { findTerraform, realStacks } from "./support";

const terraform = await findTerraform();
const stacks = realStacks();

describe.skipIf(!terraform)("the whole platform", () => {
  it("is valid to the real provider, without a warning", async () => {
    const found = terraform && (await validateStacks(terraform, stacks, temporaryFolder()));
    expect(found?.map(describeFinding)).toEqual([]);
  });

  it.each(environmentGroups(stacks))("applies and destroys with made-up answers: $name", async (group) => {
    const result = terraform && (await mockApply(terraform, group, { folder: temporaryFolder() }));
    expect(result?.findings.map(describeFinding)).toEqual([]);
    expect(result?.passed).toBe(true);
  });
});
