import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inspectEnvironments } from "../../environments/inspect";
import { networkConfig } from "../../layers/network/config";
import { clean, dev, edit, errorsOf, folderOf, placesOfErrors } from "./fixtures";

const networkKeys = Object.keys(networkConfig.shape).join(", ");

test("the fixture has no error", () => {
  expect(errorsOf(clean)).toEqual([]);
});

test("a folder that is not there, is empty or is a file", () => {
  const empty = folderOf({});
  const seen = (folder: string) => inspectEnvironments(folder).errors.map((error) => [error.place, error.seen]);
  expect(seen(join(empty, "nowhere"))).toEqual([[{ file: "nowhere" }, "no such folder"]]);
  expect(seen(empty)).toEqual([[{ file: "environments" }, "no environment file"]]);
});

test("a file that cannot be read", () => {
  const folder = folderOf(clean);
  mkdirSync(join(folder, "qa.yaml"));
  expect(inspectEnvironments(folder).errors).toMatchObject([
    { place: { file: "environments/qa.yaml" }, seen: "EISDIR", fix: "Make it readable." },
  ]);
});

test("a file in another encoding", () => {
  const folder = folderOf(clean);
  writeFileSync(join(folder, "dev.yaml"), Buffer.from(edit(dev, "name: dev", "name: d\u00e9v"), "latin1"));
  expect(inspectEnvironments(folder).errors).toContainEqual({
    place: { file: "environments/dev.yaml" },
    ...{ seen: "bytes in another encoding", allowed: "UTF-8", fix: "Save the file in UTF-8." },
  });
});

test.each(["yml", "YAML", "Yml"])("a file that ends in .%s would be left out in silence", (ending) => {
  expect(errorsOf({ ...clean, [`qa.${ending}`]: dev })).toEqual([
    `environments/qa.${ending} - | .${ending} | the extension .yaml | Rename the file.`,
  ]);
});

test("a file of another kind is ignored", () => {
  expect(errorsOf({ ...clean, "qa.yaml.bak": dev, "environment.schema.json": "{}", "notes.md": "" })).toEqual([]);
});

test.each([
  ["an empty file", "", "1:1 - | an empty file | a map of settings"],
  ["nothing but a comment", "# later\n", "1:1 - | an empty file | a map of settings"],
  ["a list", "- dev\n", "1:1 - | - dev | a map of settings"],
  ["a lone text", "dev\n", "1:1 - | dev | a map of settings"],
  ["a tab", "network:\n\tcidr: 10.0.0.0/16\n", "2:1 - | a tab | spaces as indentation"],
  [
    "an open bracket",
    "name: qa\nzones: [a\nregion: b\n",
    "2:8 - | zones: [a | valid YAML: the [ is not closed, or what it holds is not indented",
  ],
  [
    "an open brace",
    "name: qa\ntags: { a: { b: c }\n",
    "2:7 - | tags: { a: { b: c } | valid YAML: the { is not closed, or what it holds is not indented",
  ],
  [
    "an open list in another",
    "name: qa\nzones: [a, [b\n\n",
    "2:12 - | zones: [a, [b | valid YAML: the [ is not closed, or what it holds is not indented",
  ],
  ["an open quote", "name: 'qa", "1:7 - | name: 'qa | valid YAML: the quote ' is not closed | Fix this line."],
  [
    "a quote that is open to the end",
    'name: "qa\ntier: x\n\n\n',
    '1:7 - | name: "qa | valid YAML: the quote " is not closed',
  ],
  ["a key whose quote is open", 'x: 1\n"name: qa\n', '2:1 - | "name: qa | valid YAML: the quote " is not closed'],
  ["a quote open in a list", 'x: [a,\n  "b]\n', '2:3 - | "b] | valid YAML: the quote " is not closed'],
  [
    "what never ends",
    `name: qa\nx: ${"[".repeat(300)}${"]".repeat(300)}`,
    "| at most 100 levels of nesting | Nest fewer",
  ],
  ["what the parser does not get through", "- ".repeat(50_000), "| at most 100 levels of nesting | Nest fewer"],
  [
    "a map in a line",
    "name: qa: b\n",
    "1:7 - | name: qa: b | valid YAML: Nested mappings are not allowed in compact mappings",
  ],
  ["another YAML", "%YAML 1.1\n---\nname: qa\n", "1:1 - | YAML 1.1 | YAML 1.2 | Remove the line with %YAML."],
  ["an unknown tag", "name: !env qa\n", "1:7 - | name: !env qa | valid YAML: Unresolved tag: !env"],
  ["a second document", "name: qa\n---\nname: qb\n", "2:1 - | a second document | one environment per file"],
  ["an alias", "name: &x qa\ndomain: *x\n", "2:9 - | *x | a value, not a YAML alias"],
  ["an alias to what it is part of", "tags: &x\n  again: *x\n", "2:10 - | *x | a value, not a YAML alias"],
])("%s makes the file unreadable, and that is its only error", (_, text, expected) => {
  const errors = errorsOf({ ...clean, qa: text });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(expected.startsWith("|") ? expected : `environments/qa.yaml:${expected}`);
});

test("a duplicate key is reported with both lines, and the rest of the file is still checked", () => {
  const text = `${dev}  natPerAz: true\n  natPerAz: false\n  flowlogs: {}\n`;
  expect(errorsOf({ ...clean, dev: text })).toEqual([
    "environments/dev.yaml:16:3 network.natPerAz | a second one | each key only once (first in line 15) | Remove one of the two.",
    `environments/dev.yaml:17:3 network.flowlogs | the key flowlogs | a key of network (${networkKeys}) | Did you mean flowLogs?`,
  ]);
});

test("a map as key", () => {
  expect(placesOfErrors({ ...clean, dev: `${dev}{ a: 1 }: 2\n` })).toEqual(["environments/dev.yaml:15:1"]);
});

test("quotes, brackets and braces that are closed on a later line do no harm", () => {
  const text = edit(dev, "[us-east-1a, us-east-1b]", "[\n  us-east-1a,\n  us-east-1b\n  ]");
  expect(errorsOf({ ...clean, dev: `${text}tags: {\n  a: "x\n    y" }\n` })).toEqual([]);
});

test("an anchor without an alias does no harm", () => {
  expect(errorsOf({ ...clean, dev: edit(dev, "name: dev", "name: &x dev") })).toEqual([]);
});

test("an unreadable environment is still known by its name", () => {
  expect(placesOfErrors({ ...clean, prod: "\tname: prod\n" })).toEqual(["environments/prod.yaml:1:1"]);
});

test("Windows line ends do not move a column", () => {
  const text = `${dev}  natPerAz: often\n`.replaceAll("\n", "\r\n");
  expect(placesOfErrors({ ...clean, dev: text })).toEqual(["environments/dev.yaml:15:13 network.natPerAz"]);
});
