import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "../../../platform/root";
import { findOnPath } from "../../emulator/program";
import { installedProgram, type PythonProgram } from "../../python-program";

const schema = z.strictObject({
  package: z.string().regex(/^checkov==\d+\.\d+\.\d+$/, "checkov with its version, as in checkov==3.3.30"),
  python: z.string(),
  costs: z.string(),
});

/** The scanner as checkov.yaml pins it. */
export function checkovProgram(): PythonProgram {
  const file = join(projectRoot(), "commands", "policy", "checkov", "checkov.yaml");
  return { name: "checkov", ...schema.parse(parse(readFileSync(file, "utf8"))) };
}

/**
 * Absolute path of checkov in the pinned version: on PATH, or installed earlier, or installed now.
 * @param note called with progress, line by line
 * @throws UserError when it cannot be installed, with the command that helps
 */
export async function findCheckov(note: (text: string) => void): Promise<string> {
  const wanted = checkovProgram();
  const [, version] = wanted.package.split("==");
  const onPath = findOnPath(wanted.name);
  if (onPath) {
    const { stdout } = await execa(onPath, ["--version"], { reject: false, stdin: "ignore" });
    if (stdout?.trim() === version) return onPath;
    note(`checkov on PATH is ${stdout?.trim() || "broken"}, not ${version}`);
  }
  return installedProgram(wanted, note);
}
