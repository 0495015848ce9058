import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../platform/root";

/** TypeScript files below a folder of the project. The formatter decides how they are laid out, so that text is enough. */
function sourcesIn(folder: string): { readonly file: string; readonly text: string }[] {
  const files = readdirSync(join(projectRoot(), folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(projectRoot(), folder, name), "utf8") }));
}

/** What a pattern finds in the files of a folder: its groups, with the file. */
function foundIn(folder: string, pattern: RegExp): { readonly file: string; readonly groups: readonly string[] }[] {
  return sourcesIn(folder).flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, ...groups]) => ({ file, groups: groups.map((group) => group ?? "") })),
  );
}

/** The props interfaces of modules, and the names of the props that each declares itself. */
const modules = foundIn("modules", /^(?:export )?interface (\w+Props)\b[^{]*\{\n(.*?)^\}/gms).map(
  ({ file, groups: [name = "", body = ""] }) => ({
    id: `${file} ${name}`,
    props: [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, prop]) => prop),
  }),
);

/** What modules take from the site, and no caller passes separately. */
const ofTheSite = ["account", "backupPlan", "deletionProtection", "forceDestroy", "names", "permissionsBoundaryArn"];

test.each(modules)("$id takes the site whole and at most six other props", ({ props }) => {
  expect(props.length).toBeGreaterThan(0);
  expect(props.filter((prop) => ofTheSite.includes(String(prop)))).toEqual([]);
  expect(props.filter((prop) => prop !== "site").length).toBeLessThanOrEqual(6);
});

/** The parts of layers: name, and the text of the parameters. */
const parts = foundIn("layers", /^export function (build[A-Z]\w*)\(([^)]*)\)/gms)
  .filter(({ file }) => file.split("/").length > 2)
  .map(({ file, groups: [name, parameters = ""] }) => ({ id: `${file} ${name}`, parameters }));

test.each(parts)("$id takes the stack and what the layer builds on", ({ parameters }) => {
  expect(parameters.match(/\w+: \w+/g)).toEqual([
    expect.stringMatching(/^stack: LayerStack$/),
    expect.stringMatching(/^(foundation|ground): \w+(Foundation|Ground)$/),
  ]);
});

test.each(sourcesIn("layers"))("$file takes values from its foundation, not from the stack", ({ text }) => {
  expect(text).not.toContain("stack.environment");
});
