import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameConfig } from "../../platform/environment";
import { type NameKind, Names, nameRules } from "../../platform/names";
import { environmentOf } from "../support/environment";

const kinds = Object.keys(nameRules) as NameKind[];

describe("names", () => {
  const names = new Names(environmentOf("sandbox", { name: "dev" }));

  test.each([
    ["iam-role", "strata-dev-flow-logs"],
    ["kms-alias", "alias/strata-dev-flow-logs"],
    ["log-group", "/strata/dev/flow-logs"],
    ["s3-bucket", "strata-dev-flow-logs-111122223333-us-east-1"],
  ] as const)("%s is built as %s", (kind, expected) => {
    expect(names.of(kind, "flow-logs")).toBe(expected);
  });

  test("a name one character too long fails with the limit, its source and the way out", () => {
    const fits = "r".repeat(64 - "strata-dev-".length);
    expect(names.of("iam-role", fits)).toHaveLength(64);
    expect(() => names.of("iam-role", `${fits}r`)).toThrow(
      /65 characters, at most 64 .*docs\.aws\.amazon\.com.*Shorten/,
    );
  });

  test("a character AWS refuses fails", () => {
    expect(() => names.of("s3-bucket", "Upper")).toThrow(/is no name for s3-bucket in dev/);
  });

  test("every name that comes out keeps the rule of its kind", () => {
    const purpose = fc.stringMatching(/^[a-z][a-z0-9-]{0,80}[a-z0-9]$/);
    fc.assert(
      fc.property(fc.constantFrom(...kinds), purpose, (kind, of) => {
        let name: string;
        try {
          name = names.of(kind, of);
        } catch {
          return; // refused, which is the other allowed outcome
        }
        expect(name.length).toBeLessThanOrEqual(nameRules[kind].max);
        expect(name).toMatch(nameRules[kind].pattern);
      }),
    );
  });

  test("the longest organization and environment still leave room for the buckets of the platform", () => {
    const longest = environmentOf("production", { organization: "o".repeat(12), name: "e".repeat(8) });
    expect(frameConfig.shape.organization.safeParse(longest.organization).success).toBe(true);
    expect(frameConfig.shape.name.safeParse(longest.name).success).toBe(true);
    expect(() => new Names(longest).of("s3-bucket", "log-archive")).not.toThrow();
  });
});
