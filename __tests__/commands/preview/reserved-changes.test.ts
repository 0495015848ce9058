import { describe, expect, test } from "vitest";
import { reservedChanges } from "../../../commands/preview/reserved-changes";
import type { Resource } from "../../../synthesized/linked-stack";
import { providerCalls } from "../../personas/provider-calls/all";
import { madeOf } from "../../personas/provider-calls/type-calls";
import { linkedPlatform } from "../../support/platform";

const resources = linkedPlatform().flatMap((stack) => [...stack.resources.values()]);

/**
 * The calls for a resource that the pipeline may not make: the tests of its policies hold these to the boundary. What is
 * kept for an administrator is not open to break-glass either.
 */
function denied(resource: Resource): { readonly administrator: string[]; readonly "break-glass": string[] } {
  const made = madeOf(resource);
  const calls = providerCalls[resource.type] ?? [];
  const groups = typeof calls === "function" ? calls(made) : calls;
  const listed = (kind: "administrator" | "lose") => groups.flatMap((group) => group[kind]?.split(" ") ?? []);
  const administrator = listed("administrator");
  return { administrator, "break-glass": [...administrator, ...listed("lose")] };
}

describe("changes that the report keeps from the pipeline", () => {
  test.each(Object.entries(reservedChanges))("%s: it is denied each call", (type, changes) => {
    for (const { call, by, addresses } of changes) {
      const concerned = resources.filter(
        (resource) => resource.type === type && (addresses?.test(resource.address) ?? true),
      );
      expect(concerned).not.toEqual([]);
      for (const resource of concerned) expect(denied(resource)[by], resource.address).toContain(call);
    }
  });

  test("are of every type with a call that it is denied", () => {
    const types = resources
      .filter((resource) => Object.values(denied(resource)).some((calls) => calls.length > 0))
      .map(({ type }) => type);
    expect([...new Set(types)].filter((type) => !(type in reservedChanges)).sort()).toEqual([]);
  });
});
