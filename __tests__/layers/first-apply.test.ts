import { describe, expect, test } from "vitest";
import { producersOf } from "../../synthesized/producer";
import type { Stack } from "../../synthesized/stack";
import { loadEdited } from "../knobs/edit";
import { stacksOf } from "../knobs/walk";

/** A value that a stack takes out of a map of another state. */
const entry = /data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)(?:\.([\w-]+)|\[\\?"([^"\\]+)\\?"\])/g;

/** Entries of maps that a stack reads and the producer does not publish: Terraform would fail on them. */
function missingEntries(stacks: readonly Stack[]): string[] {
  return stacks.flatMap((stack) => {
    const producers = producersOf(stack, stacks);
    return [...JSON.stringify(stack.json).matchAll(entry)].flatMap(
      ([text, reader = "", output = "", dotted, quoted]) => {
        const value = producers.get(reader)?.json.output?.[output]?.value;
        const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
        return isMap && !Object.hasOwn(value, dotted ?? quoted ?? "") ? [`${stack.id}: ${text}`] : [];
      },
    );
  });
}

/** The environments with a domain that is delegated already, or not yet. */
function platform(environment: string, group: readonly string[], delegated: boolean): Stack[] {
  const edited = loadEdited(environment, group, [{ path: ["presentation", "zone", "delegated"], value: delegated }]);
  if (!("environments" in edited)) return expect.fail(edited.refused);
  return stacksOf(edited.environments.filter(({ name }) => group.includes(name)));
}

describe.each([
  ["dev", ["dev"]],
  ["stage", ["stage"]],
  ["prod", ["prod", "dr"]],
])("%s before and after its domain is delegated", (environment, group) => {
  test.each([false, true])("delegated: %s, reads only entries of maps that are published", (delegated) => {
    expect(missingEntries(platform(environment, group, delegated))).toEqual([]);
  });
});

test("an entry that is not published is noticed", () => {
  const [before, after] = [platform("dev", ["dev"], false), platform("dev", ["dev"], true)];
  const mixed = after.map(
    (stack) => before.find(({ id }) => id === stack.id && stack.layer === "presentation") ?? stack,
  );
  expect(missingEntries(mixed)).toContainEqual(expect.stringContaining("outputs.distribution_ids.www"));
});
