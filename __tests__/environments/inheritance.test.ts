import { describe, expect, test } from "vitest";
import { inspectEnvironments } from "../../environments/inspect";
import { loadEnvironments } from "../../environments/load";
import { consolidate, formatError } from "../../environments/loader/errors";
import { alone, base, clean, dev, edit, errorsOf, type Files, folderOf, placesOfErrors, prod, stage } from "./fixtures";

test("an environment file comes before the base file, and the base file before the tier", () => {
  const folder = folderOf({
    ...clean,
    base: `${edit(base, "tags: {}", "tags: { from: base, repository: strata }")}logRetentionDays: 30\n`,
    dev: `${dev}tags: { from: dev }\n`,
    prod: `${prod}logRetentionDays: 545\n`,
    stage: `${stage}logRetentionDays: 180\n`,
    dr: `${clean.dr}logRetentionDays: 545\n`,
  });
  const [first, , third] = loadEnvironments(folder);
  expect(first).toMatchObject({ name: "dev", logRetentionDays: 30, tags: { from: "dev", repository: "strata" } });
  expect(third).toMatchObject({
    name: "prod",
    logRetentionDays: 545,
    tags: { from: "base" },
    deletionProtection: true,
  });
});

test("a file that neither extends nor is extended is a separate environment", () => {
  const alone = edit(dev, "extends: base\n", base);
  expect(loadEnvironments(folderOf({ dev: alone })).map(({ name }) => name)).toEqual(["dev"]);
});

test("another kind of state takes nothing from the base file's", () => {
  const folder = folderOf({
    base: `${base}state:\n  backend: cloud\n  organization: example\n`,
    dev: edit(
      dev,
      "  backend: s3\n  bucket: dev-states\n  region: us-east-1\n",
      "  backend: local\n  directory: .strata/state\n",
    ),
  });
  expect(loadEnvironments(folder)[0]?.state).toEqual({ backend: "local", directory: ".strata/state" });
});

test.each([
  [
    "a file that is not there",
    "bas",
    "1:10 extends | bas | the name of another file in this folder without .yaml (base, dr, prod, stage) | Did you mean base?",
  ],
  [
    "a file with its ending",
    "base.yaml",
    "1:10 extends | base.yaml | the name of another file in this folder without .yaml (base, dr, prod, stage)",
  ],
  [
    "nothing",
    "",
    "1:1 extends | nothing | the name of another file in this folder without .yaml (base, dr, prod, stage)",
  ],
  [
    "two files",
    "[base, stage]",
    "1:10 extends | [base, stage] | the name of another file in this folder without .yaml (base, dr, prod, stage)",
  ],
])("extends %s: one error, and no values missing because of it", (_, name, expected) => {
  const errors = errorsOf({ ...clean, dev: edit(dev, "extends: base", `extends: ${name}`) });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`environments/dev.yaml:${expected}`);
});

test("a base file that extends another", () => {
  expect(errorsOf({ ...clean, base: `extends: common\n${base}`, common: "tags: {}\n" })).toEqual([
    "environments/base.yaml:1:10 extends | common | no extends: environments/dev.yaml extends this file, and inheritance goes one level | Remove the line, or let the other files extend a base file that extends nothing.",
  ]);
});

test("an environment that extends an environment", () => {
  const errors = errorsOf({ ...clean, dev2: "extends: dev\nname: dev2\nnetwork:\n  cidr: 10.50.0.0/16\n" });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(
    "environments/dev.yaml:1:10 extends | base | no extends: environments/dev2.yaml extends this file, and inheritance goes one level",
  );
});

test("a circle is one error", () => {
  expect(errorsOf({ ...clean, base: `extends: dev\n${base}` })).toEqual([
    expect.stringContaining(
      "environments/base.yaml:1:10 extends | dev | no extends: base extends dev extends base is a circle |",
    ),
  ]);
  expect(errorsOf({ ...clean, base: `extends: base\n${base}` })).toEqual([
    expect.stringContaining("environments/base.yaml:1:10 extends | base | no extends: base extends base is a circle |"),
  ]);
});

test("an unreadable base file is one error", () => {
  expect(errorsOf({ ...clean, base: "\t" })).toHaveLength(1);
  expect(errorsOf({ ...clean, base: "" })).toHaveLength(1);
});

test("what tiers require differently of a shared file is reported for each, with the environments it reaches", () => {
  const files = { base: `${base}data: { relational: { backupDays: 6 } }\n`, dev, stage, prod: alone };
  expect(inspectEnvironments(folderOf(files)).errors.map((error) => formatError(error))).toEqual([
    expect.stringContaining(
      "base.yaml:8:35  data.relational.backupDays (stage): expected database backups of a week or more (7 or more) in tier nonproduction, got 6. Remove the line or set it to 7 or more.",
    ),
    expect.stringContaining(
      "base.yaml:8:35  data.relational.backupDays (prod): expected database backups as long as RDS keeps them (35 or more) in tier production, got 6. Remove the line or set it to 35 or more.",
    ),
  ]);
  expect(errorsOf({ ...files, base: `${base}data: { relational: { backupDays: 35 } }\n` })).toEqual([]);
});

test("what is wrong of a shared file for any environment has no tier's advice", () => {
  const errors = inspectEnvironments(folderOf({ ...clean, base: `${base}logRetentionDays: 9\n` })).errors;
  expect(errors.map((error) => formatError(error))).toEqual([
    expect.stringMatching(
      /^environments\/base.yaml:8:19 {2}logRetentionDays: expected one of 1, .*, got 9\. Change it\.$/,
    ),
  ]);
});

test("a default of the tier is mended in the environment's own file, not in one that others share", () => {
  const nodes = "data: { cache: { nodeType: cache.r7g.large } }\n";
  const files = { ...clean, base: `${base}${nodes}`, stage: `${stage}data: { cache: { nodes: 1 } }\n` };
  expect(placesOfErrors(files)).toEqual(["environments/stage.yaml:15:25 data.cache.nodes"]);
  const tiered = { ...clean, base: `${base}data: { lake: { zones: { raw: { retentionDays: 90 } } } }\n` };
  expect(placesOfErrors(tiered)).toContain("environments/prod.yaml:3:7 data.lake.zones.raw.glacierAfterDays");
});

test("an error that refers to a default names its tier, and one that refers to a value its line", () => {
  const version = 'data: { relational: { engineVersion: "17.4" } }\n';
  const files = { base: `${base}data: { cache: { nodes: 3 } }\n`, dev, stage, prod: `${alone}${version}` };
  expect(errorsOf(files)).toEqual([expect.stringContaining("prod.yaml:15:38 data.relational.engineVersion")]);
  expect(errorsOf({ ...files, stage: `${stage}${version.replace("17.4", "16.8")}`, dev: `${dev}${version}` })).toEqual([
    expect.stringContaining("at most 16.8, which tier nonproduction runs (environments/stage.yaml:15:38)"),
  ]);
});

test("errors of a shared file are one only where demand and advice are the same", () => {
  const error = { place: { file: "environments/base.yaml", line: 1 }, key: "x", seen: "1", allowed: "tier a: 2" };
  const errors = consolidate([
    { ...error, fix: "Set it to 2.", sharedBy: ["dev"] },
    { ...error, fix: "Remove it.", sharedBy: ["stage"] },
    { ...error, allowed: "tier b: 2", fix: "Set it to 2.", sharedBy: ["prod"] },
  ]);
  expect(errors.map(({ fix, sharedBy }) => [fix, sharedBy])).toEqual([
    ["Set it to 2.", ["dev", "prod"]],
    ["Remove it.", ["stage"]],
  ]);
});

describe("none", () => {
  const settingsOf = (files: Files, name: string) =>
    loadEnvironments(folderOf(files)).find((environment) => environment.name === name);
  const tables = "data: { tables: { orders: { hashKey: id, attributes: { id: S }, ttlAttribute: expiresAt } } }\n";

  test("takes away a value of the base file", () => {
    const files = { base: `${base}${tables}`, dev: `${dev}data: { tables: { orders: { ttlAttribute: none } } }\n` };
    expect(settingsOf(files, "dev")?.data.tables.orders).toEqual({
      hashKey: "id",
      attributes: { id: "S" },
      indexes: {},
    });
  });

  test("takes away an entry of a map, and one that the base file takes away can be set again", () => {
    const taken = { base: `${base}${tables}`, dev: `${dev}data: { tables: { orders: none } }\n` };
    expect(settingsOf(taken, "dev")?.data.tables).toEqual({});
    const lake = (name: string, days: string) =>
      `data: { lake: { zones: { ${name}: { glacierAfterDays: ${days} } } } }\n`;
    const again = { base: `${base}${lake("raw", "none")}`, stage: `${stage}${lake("raw", "120")}`, prod: alone };
    expect(settingsOf(again, "prod")?.data.lake.zones.raw).not.toHaveProperty("glacierAfterDays");
    expect(settingsOf(again, "stage")?.data.lake.zones.raw?.glacierAfterDays).toBe(120);
  });

  test("takes away a section", () => {
    const github = "{ organization: example, repository: strata, protectedBranch: main, environment: dev }";
    const files = {
      base: `${base}security: { delivery: { github: ${github} } }\n`,
      dev: `${dev}security: { delivery: { github: none } }\n`,
    };
    expect(settingsOf(files, "dev")?.security.delivery).not.toHaveProperty("github");
  });

  test("is a value where it is a choice, or any text will do", () => {
    const own = `${dev}security: { logArchive: { objectLock: none } }\ntags: { backup-of: none }\n`;
    expect(settingsOf({ base: edit(base, "tags: {}\n", ""), dev: own }, "dev")).toMatchObject({
      security: { logArchive: { objectLock: "none" } },
      tags: { "backup-of": "none" },
    });
  });

  test.each([
    ["a value that has to be there", "logRetentionDays: none", "logRetentionDays | none | one of 1, 3,"],
    [
      "a zone that every lake has",
      "data: { lake: { zones: { raw: none } } }",
      "data.lake.zones.raw | none | a zone that every lake has | Remove the line.",
    ],
  ])("does not take away %s", (_, line, expected) => {
    expect(errorsOf({ ...clean, dev: `${dev}${line}\n` })).toEqual([expect.stringContaining(expected)]);
  });

  test("is the advice for an empty value that lower levels set, where one may be missing", () => {
    const files = { base: `${base}${tables}`, dev: `${dev}data: { tables: { orders: { ttlAttribute: } } }\n` };
    expect(errorsOf(files)).toEqual([
      expect.stringMatching(
        /remove it to take expiresAt \(environments\/base\.yaml:\S+\), or set it to none to go without\.$/,
      ),
    ]);
    expect(errorsOf({ ...clean, dev: `${dev}logRetentionDays:\n` })).toEqual([
      expect.stringMatching(/Change it, or remove it to take 14 \(default of tier sandbox\)\.$/),
    ]);
  });
});
