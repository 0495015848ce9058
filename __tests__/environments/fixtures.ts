import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { inspectEnvironments } from "../../environments/inspect";
import { formatPlace } from "../../environments/loader/errors";

/** The text of a file by its name without `.yaml`, or by its whole name where it has another ending. */
export type Files = Readonly<Record<string, string>>;

/** A folder called `environments` with these files, gone after the test. */
export function folderOf(files: Files): string {
  const parent = mkdtempSync(join(tmpdir(), "strata-"));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, "environments");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name.includes(".") ? name : `${name}.yaml`), text);
  }
  return folder;
}

export const base = `organization: strata
owners:
  team: platform
  email: platform@example.com
  costCenter: "4100"
tags: {}
terraformVersion: 1.11.0
`;

/** 14 lines; what a test appends starts in line 15. */
function environment(name: string, tier: string, account: string, region: string, zones: string, cidr: string): string {
  return `extends: base
name: ${name}
tier: ${tier}
account: "${account}"
region: ${region}
zones: [${[...zones].map((zone) => region + zone).join(", ")}]
domain: ${name}.example.com
state:
  backend: s3
  bucket: ${name}-states
  region: ${region}
# The last section, so that a test can add to it.
network:
  cidr: ${cidr}
`;
}

export const dev = environment("dev", "sandbox", "111111111111", "us-east-1", "ab", "10.10.0.0/16");
export const stage = environment("stage", "nonproduction", "222222222222", "us-east-1", "abc", "10.20.0.0/16");
const objective = "{ rpoMinutes: 30, rtoMinutes: 60 }";
const recovery = `recovery: { region: us-west-2, strategy: warm-standby, objectives: { relational: ${objective}, tables: ${objective}, lake: ${objective} } }`;
/** A production environment that no other recovers. */
export const alone = environment("prod", "production", "333333333333", "us-east-1", "abc", "10.30.0.0/16");
/** As many lines as the others: the state takes one, and the recovery stands in place of the comment. */
export const prod = edit(
  edit(alone, "# The last section, so that a test can add to it.", recovery),
  `state:
  backend: s3
  bucket: prod-states
  region: us-east-1
`,
  `state: { backend: s3, bucket: prod-states, region: us-east-1 }
security: { personas: { alsoIn: [{ environment: dr, region: us-west-2 }] } }
# Two lines that the state
# takes elsewhere.
`,
);
/** 16 lines. */
export const dr = `${environment("dr", "production", "333333333333", "us-west-2", "abc", "10.40.0.0/16")}recovers: prod
owns: { account: false }
`;

/** Four environments without an error. */
export const clean: Files = { base, dev, stage, prod, dr };

const environments = { dev, stage, prod, dr };
type Name = keyof typeof environments;

/** Clean files without a recovery, to which any section can be added. */
export const unrecovered: Files = { base, dev, stage, prod: alone };

/** Clean files, those without a recovery where it is not about one, with lines added to the last section of one. */
export const adding = (name: Name, lines: string): Files =>
  name === "dr" ? { ...clean, dr: `${dr}${lines}\n` } : { ...unrecovered, [name]: `${unrecovered[name]}${lines}\n` };

/** The clean files with the `data` section of one. */
export const withData = (name: "dev" | "stage" | "prod", data: string): Files => ({
  ...clean,
  [name]: `${environments[name]}data: ${data}\n`,
});

/** The clean files with a text of one replaced. */
export const editing = (name: Name, from: string, to: string): Files => ({
  ...clean,
  [name]: edit(environments[name], from, to),
});

/** A case with one error: the file, and that error. */
export type Case = readonly [what: string, files: Files, expected: string];

/** The files have this one error and no other. */
export const tells = (_: string, files: Files, expected: string) => {
  const errors = errorsOf(files);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`environments/${expected}`);
};

/** Every error as `<place> <key>`. */
export function placesOfErrors(files: Files): string[] {
  return inspectEnvironments(folderOf(files)).errors.map(({ place, key }) =>
    `${formatPlace(place)} ${key ?? ""}`.trim(),
  );
}

/** The errors of the files in the parts of an error message. */
export function errorsOf(files: Files): string[] {
  return inspectEnvironments(folderOf(files)).errors.map(
    ({ place, key, seen, allowed, why, fix }) =>
      `${formatPlace(place)} ${key ?? "-"} | ${seen} | ${allowed}${why === undefined ? "" : `: ${why}`} | ${fix}`,
  );
}

/** The text with its only occurrence of `from` replaced. */
export function edit(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`"${from}" must occur once in the fixture`);
  return text.replace(from, to);
}
