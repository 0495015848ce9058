import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { base, clean, dev, edit, faultsOf, folderOf, prod, stage } from "./fixtures";

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

test("a file that neither extends nor is extended is an environment of its own", () => {
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
    "1:10 extends | bas | the name of a file beside this one, without .yaml: base, dr, prod, stage | Did you mean base?",
  ],
  ["a file with its ending", "base.yaml", "1:10 extends | base.yaml | the name of a file beside this one"],
  ["nothing", "", "1:1 extends | nothing | the name of a file beside this one"],
  ["two files", "[base, stage]", "1:10 extends | [base, stage] | the name of a file beside this one"],
])("extends %s: one fault, and no values missing because of it", (_, name, expected) => {
  const faults = faultsOf({ ...clean, dev: edit(dev, "extends: base", `extends: ${name}`) });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(`environments/dev.yaml:${expected}`);
});

test("a base file that extends another", () => {
  expect(faultsOf({ ...clean, base: `extends: common\n${base}`, common: "tags: {}\n" })).toEqual([
    "environments/base.yaml:1:10 extends | common | environments/dev.yaml extends this file, and inheritance goes one level | Remove the line, or let the other files extend a base file that extends nothing.",
  ]);
});

test("an environment that extends an environment", () => {
  const faults = faultsOf({ ...clean, dev2: "extends: dev\nname: dev2\nnetwork:\n  cidr: 10.50.0.0/16\n" });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain("environments/dev.yaml:1:10 extends | base | environments/dev2.yaml extends this file");
});

test("a circle is one fault", () => {
  expect(faultsOf({ ...clean, base: `extends: dev\n${base}` })).toEqual([
    expect.stringContaining("environments/base.yaml:1:10 extends | dev | base extends dev extends base is a circle |"),
  ]);
  expect(faultsOf({ ...clean, base: `extends: base\n${base}` })).toEqual([
    expect.stringContaining("environments/base.yaml:1:10 extends | base | base extends base is a circle |"),
  ]);
});

test("an unreadable base file is one fault", () => {
  expect(faultsOf({ ...clean, base: "\t" })).toHaveLength(1);
  expect(faultsOf({ ...clean, base: "" })).toHaveLength(1);
});
