import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { prompts as chat } from "../../functions/chat/prompts";
import type { Prompt } from "../../functions/shared/prompts";
import { prompts as summarize } from "../../functions/summarize/prompts";
import { projectRoot } from "../../platform/root";

const folder = join(projectRoot(), "functions");
const filled: Readonly<Record<string, Readonly<Record<string, Prompt<string>>>>> = { chat, summarize };

const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /^[\w-]+\/prompts\/.+/.test(path));

describe("prompts", () => {
  test.each(files)("%s has a version in its name, and says what its variables are", (path) => {
    expect(path).toMatch(/^[\w-]+\/prompts\/[a-z-]+\.v[1-9]\d*\.md$/);
    expect(readFileSync(join(folder, path), "utf8")).toMatch(/^---\nvariables: \[[\w, ]*\]\n---\n/);
  });

  test.each(Object.entries(filled))("of %s are filled to the last variable", (_, prompts) => {
    for (const prompt of Object.values(prompts)) {
      const text = prompt.fill(Object.fromEntries(prompt.variables.map((name) => [name, `<${name}>`])));
      for (const name of prompt.variables) expect(text).toContain(`<${name}>`);
      expect(text).not.toMatch(/\{\{|\}\}/);
    }
  });
});
