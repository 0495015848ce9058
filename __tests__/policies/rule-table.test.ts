import { join } from "node:path";
import { expect, it } from "vitest";
import { ruleTable } from "../../commands/policy/rule-table";
import { projectRoot } from "../../platform/root";

it("policies/RULES.md says what the rules say", async () => {
  await expect(ruleTable()).toMatchFileSnapshot(join(projectRoot(), "policies", "RULES.md"));
});
