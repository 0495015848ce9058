import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileError } from "../../environments/loader/errors";
import { projectRoot } from "../../platform/root";

/** Errors of the prompts of an application: files of functions/<application>/prompts, in the form that functions/shared/prompts.ts reads. */
export function promptErrors(application: string): FileError[] {
  const folder = `functions/${application}/prompts`;
  const path = join(projectRoot(), folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .flatMap((name) => errorsIn(`${folder}/${name}`, readFileSync(join(path, name), "utf8")));
}

/** Errors of a prompt: a variable in its text that its beginning does not name, or one named that the text does not have. */
export function errorsIn(file: string, text: string): FileError[] {
  const [, list] = /^---\nvariables: \[([\w, ]*)\]\n---\n/.exec(text) ?? [];
  if (list === undefined) {
    const allowed = "a prompt that begins with its variables: ---, variables: [a, b], ---";
    return [{ place: { file, line: 1, column: 1 }, seen: "another beginning", allowed, fix: "Add the three lines." }];
  }
  const named = list.split(/, */).filter(Boolean);
  const uses = text.split("\n").flatMap((line, index) =>
    [...line.matchAll(/\{\{(\w+)\}\}/g)].map(({ 1: name = "", index: at }) => ({
      name,
      place: { file, line: index + 1, column: at + 1 },
    })),
  );
  const used = new Set(uses.map(({ name }) => name));
  const unfilled = uses.filter(({ name }) => !named.includes(name));
  return [
    ...unfilled.map(({ name, place }) => ({
      place,
      seen: `{{${name}}}`,
      allowed: `one of its variables (${named.join(", ") || "it has none"})`,
      why: "nothing would fill it",
      fix: "Change it, or name it at the beginning of the file and fill it in the code.",
    })),
    ...named
      .filter((name) => !used.has(name))
      .map((name) => ({
        place: { file, line: 2, column: (text.split("\n")[1] ?? "").search(new RegExp(`\\b${name}\\b(?!:)`)) + 1 },
        seen: name,
        allowed: "variables that the text has",
        fix: `Remove it, or write {{${name}}} into the text.`,
      })),
  ];
}
