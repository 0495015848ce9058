import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../platform/root";
import { platformStacks } from "./support/platform";

const folder = join(projectRoot(), "docs", "runbooks");
const pages = readdirSync(folder);
const platform = platformStacks()
  .filter(({ environment }) => environment === "prod" || environment === "dr")
  .map(({ json }) => JSON.stringify(json))
  .join("\n");

/** The commands of a page. */
function commandsOf(page: string): string {
  return [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, commands]) => commands).join("\n");
}

/** Names of the platform in commands, as in strata-prod-main or /strata/prod/apis/http; a hyphen last begins many names. */
function namesIn(commands: string): string[] {
  return [...new Set(commands.match(/(?:\/strata\/(?:prod|dr)\/|strata-(?:prod|dr)-)[\w/-]*/g))];
}

describe("commands of runbooks", () => {
  test.each(pages)("of %s name resources that exist", (page) => {
    const names = namesIn(commandsOf(readFileSync(join(folder, page), "utf8")));
    expect(names.filter((name) => !platform.includes(name))).toEqual([]);
  });

  test("are found, and so is a name that nothing has", () => {
    const names = namesIn(commandsOf("Text\n\n```sh\naws x --name strata-prod-main --log /strata/prod/nowhere\n```\n"));
    expect(names).toEqual(["strata-prod-main", "/strata/prod/nowhere"]);
    expect(names.filter((name) => !platform.includes(name))).toEqual(["/strata/prod/nowhere"]);
  });

  test("every page of an alarm says what it means, where to look, what to do and whom to call", () => {
    const named = new Set(platform.match(/(?<=docs\/runbooks\/)[\w-]+\.md/g));
    expect(named.size).toBeGreaterThan(20);
    for (const page of named) {
      const text = readFileSync(join(folder, page), "utf8");
      for (const part of ["**Means.**", "**First look.**", "**Mitigation.**", "**Escalation.**"]) {
        expect(text, page).toContain(part);
      }
    }
  });
});
