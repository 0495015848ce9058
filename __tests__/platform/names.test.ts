import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameConfig } from "../../platform/environment";
import { type NameKind, nameRules } from "../../platform/name-rules";
import { isName, Names, roomFor } from "../../platform/names";
import { regionNames } from "../../platform/regions";
import { environmentOf } from "../support/environment";

const kinds = Object.keys(nameRules) as NameKind[];

describe("names", () => {
  const environment = environmentOf("sandbox", { name: "dev" });
  const names = new Names(environment);

  test.each([
    ["iam-role", "strata-dev-flow-logs"],
    ["kms-alias", "alias/strata-dev-flow-logs"],
    ["log-group", "/strata/dev/flow-logs"],
    ["s3-bucket", "strata-dev-flow-logs-111122223333-us-east-1"],
  ] as const)("%s is built as %s", (kind, expected) => {
    expect(names.of(kind, "flow-logs")).toBe(expected);
  });

  test("a pattern for all names of a kind fits each of them, and none of another environment", () => {
    expect(names.all("secret")).toBe("strata-dev-*");
    expect(names.all("s3-bucket")).toBe("strata-dev-*-111122223333-us-east-1");
  });

  test("a name one character too long fails with the limit, its source and the way out", () => {
    const fits = "r".repeat(64 - "strata-dev-".length);
    expect(names.of("iam-role", fits)).toHaveLength(64);
    expect(() => names.of("iam-role", `${fits}r`)).toThrow(
      /expected at most 64 characters .*docs\.aws\.amazon\.com.*, got 65\. Shorten/,
    );
  });

  test("a character AWS refuses fails", () => {
    expect(() => names.of("s3-bucket", "Upper")).toThrow(/is not a valid s3-bucket name in dev/);
  });

  test.each(kinds)("a name for %s is one as long as there is room for it", (kind) => {
    const room = roomFor(kind, environment);
    expect(isName(kind, environment, "r".repeat(room))).toBe(true);
    expect(isName(kind, environment, "r".repeat(room + 1))).toBe(false);
    expect(isName(kind, environment, "\n")).toBe(false);
  });

  test.each(regionNames)(
    "in %s the role that copies a bucket is called after it wherever the bucket finds a name",
    (region) => {
      const room = roomFor("s3-bucket", { ...environment, region });
      expect(isName("iam-role", environment, `${"r".repeat(room)}-replication`)).toBe(true);
    },
  );

  test("restore tests have no hyphens, which AWS Backup refuses in their names", () => {
    const hyphenated = new Names(environmentOf("production", { organization: "my-org", name: "my-env" }));
    expect(hyphenated.of("restore-test", "standard-aurora")).toBe("my_org_my_env_standard_aurora");
  });

  test("every name that comes out keeps the rule of its kind", () => {
    const purpose = fc.stringMatching(/^[a-z][a-z0-9-]{0,80}[a-z0-9]$/);
    fc.assert(
      fc.property(fc.constantFrom(...kinds), purpose, (kind, of) => {
        let name: string;
        try {
          name = names.of(kind, of);
        } catch {
          expect(isName(kind, environment, of)).toBe(false);
          return; // refused, which is the other allowed outcome
        }
        expect(isName(kind, environment, of)).toBe(true);
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
