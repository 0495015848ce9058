import { expect, it } from "vitest";
import { environmentGroups } from "../../../commands/merged-root/groups";
import { fakeStack } from "../../support/fake-stacks";

it("merges environments that depend on each other and no others", () => {
  const stacks = [
    fakeStack("dr-network", { reads: { security: "dr-security" } }),
    fakeStack("dev-network", { reads: { security: "dev-security" } }),
    fakeStack("dev-security"),
    fakeStack("dr-security", { reads: { prod_security: "prod-security" } }),
    fakeStack("prod-security"),
  ];
  const groups = environmentGroups(stacks).map(({ name, stacks: members }) => [name, members.map(({ id }) => id)]);
  expect(Object.fromEntries(groups)).toEqual({
    "dr+prod": ["dr-network", "dr-security", "prod-security"],
    dev: ["dev-network", "dev-security"],
  });
});
