import { describe, expect, test } from "vitest";
import { base, type Case, clean, dev, edit, errorsOf, prod, tells, withData } from "./fixtures";

describe("lake", () => {
  const zone = (name: string, settings: string) => withData("dev", `{ lake: { zones: { ${name}: { ${settings} } } } }`);

  test.each<Case>([
    [
      "a zone without retention",
      zone("orders", "type: raw"),
      "dev.yaml:15:26 data.lake.zones.orders.retentionDays | nothing | a whole number from 1 to 36500 | Set data.lake.zones.orders.retentionDays in environments/dev.yaml.",
    ],
    [
      "a zone of no type",
      zone("orders", "type: bronze, retentionDays: 400"),
      "dev.yaml:15:42 data.lake.zones.orders.type | bronze | one of raw, processed, artifacts, logs |",
    ],
    [
      "a zone kept shorter than its type",
      zone("orders", "type: raw, retentionDays: 7"),
      "dev.yaml:15:62 data.lake.zones.orders.retentionDays | 7 | at least 90, the floor of type raw |",
    ],
    [
      "a main zone kept shorter than its type",
      zone("raw", "retentionDays: 7"),
      "dev.yaml:15:48 data.lake.zones.raw.retentionDays | 7 | at least 90, the floor of type raw |",
    ],
    [
      "a main zone of another type",
      zone("raw", "type: processed"),
      "dev.yaml:15:39 data.lake.zones.raw.type | processed | raw, the name of the zone | Remove the line.",
    ],
    [
      "Glacier for a zone that S3 tiers by access",
      zone("orders", "type: processed, retentionDays: 400, glacierAfterDays: 90"),
      "dev.yaml:15:91 data.lake.zones.orders.glacierAfterDays | 90 | no days: zones of type processed use S3 Intelligent-Tiering |",
    ],
    [
      "a job that would read what the processed zone has let go",
      withData("dev", "{ etl: { lookbackDays: 90 } }"),
      "dev.yaml:15:30 data.etl.lookbackDays | 90 | less than the 90 days that the processed zone keeps | Set it to less than 90, or raise data.lake.zones.processed.retentionDays.",
    ],
    [
      "a zone whose bucket finds no name",
      zone("orders-of-customers", "type: processed, retentionDays: 400"),
      "dev.yaml:15:26 data.lake.zones.orders-of-customers | the key orders-of-customers | at most 14 characters in dev: a bucket's name has at most 63 characters, with organization, environment, account and region | Shorten it.",
    ],
    [
      "Glacier after the end",
      zone("orders", "type: raw, retentionDays: 100, glacierAfterDays: 100"),
      "dev.yaml:15:85 data.lake.zones.orders.glacierAfterDays | 100 | less than retentionDays, 100 | Change it, or set it to never.",
    ],
    [
      "Glacier at once",
      zone("orders", "type: raw, retentionDays: 100, glacierAfterDays: 0"),
      "dev.yaml:15:85 data.lake.zones.orders.glacierAfterDays | 0 | a whole number of days from 1 to 36500, or never | Change it.",
    ],
    [
      "Glacier at another word",
      zone("orders", "type: raw, retentionDays: 100, glacierAfterDays: nevr"),
      "dev.yaml:15:85 data.lake.zones.orders.glacierAfterDays | nevr | a whole number of days from 1 to 36500, or never |",
    ],
    [
      "a zone too long for any environment, reported once",
      zone("z".repeat(30), "type: raw, retentionDays: 100"),
      `dev.yaml:15:26 data.lake.zones.${"z".repeat(30)} | the key ${"z".repeat(30)} | a lower-case letter first, then such letters, digits and single hyphens between them; 3 to 22 in all | Rename it.`,
    ],
    [
      "a zone that ends in a hyphen",
      zone("orders-", "type: raw, retentionDays: 100"),
      "dev.yaml:15:26 data.lake.zones.orders- | the key orders- | a lower-case letter first",
    ],
    [
      "a zone that Terraform does not tell from another",
      zone("a--b", "type: raw, retentionDays: 100"),
      "dev.yaml:15:26 data.lake.zones.a--b | the key a--b | a lower-case letter first",
    ],
  ])("%s", tells);

  test("a zone whose bucket just finds a name", () => {
    expect(errorsOf(zone("z".repeat(14), "type: processed, retentionDays: 400"))).toEqual([]);
  });
});

test("an environment whose name leaves no room for a bucket of the lake", () => {
  const long = edit(dev, "name: dev", "name: preprodx").replaceAll("us-east-1", "ap-southeast-2");
  expect(errorsOf({ base: edit(base, "organization: strata", "organization: abcdefghijkl"), preprodx: long })).toEqual([
    expect.stringContaining(
      "preprodx.yaml:2:7 name | preprodx | a name that leaves room for the zone processed: a bucket's name has at most 63 characters, with organization, environment, account and region",
    ),
  ]);
});

test("moves to cheaper storage can be switched off, so that a main zone can be kept as short as its type allows", () => {
  const kept = (moves: string) => {
    const data = `data: { lake: { zones: { logs: { retentionDays: 31${moves} } } } }\n`;
    return errorsOf({ ...clean, prod: `${prod}${data}`, dr: `${clean.dr}${data}` });
  };
  const never = ", infrequentAccessAfterDays: never, glacierAfterDays: never";
  expect(kept(never)).toEqual([]);
  expect(kept("")).toEqual(
    ["dr", "prod"].map((name) =>
      expect.stringMatching(
        new RegExp(
          `^environments/${name}\\.yaml:\\S+ data\\.lake\\.zones\\.logs\\.glacierAfterDays \\| 90 \\(default .* set it to never\\.$`,
        ),
      ),
    ),
  );
});

test("transitions that never happen are like transitions that are not set, for a follower too", () => {
  const zones = (moves: string) => `data: { lake: { zones: { orders: { type: raw, retentionDays: 100${moves} } } } }\n`;
  const follower = (moves: string) =>
    errorsOf({ ...clean, prod: `${prod}${zones("")}`, dr: `${clean.dr}${zones(moves)}` });
  expect(follower(", glacierAfterDays: never")).toEqual([]);
  expect(follower(", glacierAfterDays: 60")).toEqual([
    expect.stringContaining(
      "dr.yaml:17:85 data.lake.zones.orders.glacierAfterDays | 60 | the value of prod, none: each zone takes over from one of the primary |",
    ),
  ]);
});
