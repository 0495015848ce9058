import { describe, expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { environmentGroups } from "../../commands/merged-root/groups";
import { validateStacks } from "../../commands/merged-root/validate";
import { temporaryFolder } from "../support/temporary";
import { groupsApplied, groupsPlannedAgain, typesOfOthers } from "./mock-applies";
import { findTerraform, realStacks } from "./support";

const terraform = await findTerraform();
const stacks = realStacks();

describe("the whole platform", () => {
  it.skipIf(!terraform)("is valid to the real provider, without a warning", async () => {
    const found = terraform && (await validateStacks(terraform, stacks, temporaryFolder()));
    expect(found?.map(describeFinding)).toEqual([]);
  });

  it("has no group of environments that no test applies", () => {
    const names = environmentGroups(stacks).map(({ name }) => name);
    expect(names.sort()).toEqual([...groupsApplied, ...groupsPlannedAgain].sort());
  });

  it("has every resource type in an environment that is planned again, but for those that are planned elsewhere", () => {
    const typesIn = (groups: readonly string[]) =>
      environmentGroups(stacks)
        .filter(({ name }) => groups.includes(name))
        .flatMap((group) => group.stacks.flatMap(({ json }) => Object.keys(json.resource ?? {})));
    const known = new Set(typesIn(groupsPlannedAgain));
    const others = new Set(typesIn(groupsApplied).filter((type) => !known.has(type)));
    expect([...others].sort()).toEqual(typesOfOthers);
  });
});
