import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import envPaths from "env-paths";
import { execa } from "execa";
import { coerce, satisfies } from "semver";
import { UserError } from "../platform/errors";
import { isProgram } from "./emulator/program";

/** A program that comes as a Python package. */
export interface PythonProgram {
  /** Name of the program. */
  readonly name: string;
  /** What messages call it. @default its name */
  readonly title?: string;
  /** The package with its pinned version, as in `moto[server]==5.2.1`. */
  readonly package: string;
  /** Packages that it needs besides its own dependencies, with their pinned versions. @default none */
  readonly with?: readonly string[];
  /** Versions of Python it runs on, as in `>=3.10`. */
  readonly python: string;
  /** What an installation costs, for the message that announces it. */
  readonly costs: string;
  /** What else helps where it cannot be installed, as the end of a sentence that begins with "or". */
  readonly otherwise?: string;
}

type Note = (text: string) => void;

const scripts = process.platform === "win32" ? "Scripts" : "bin";

/** Folder of the virtual environment that a package is installed into, named by package and version. */
function environmentFolder({ package: packageName }: PythonProgram): string {
  return join(envPaths("strata", { suffix: "" }).cache, packageName.replace(/\[.*?\]/g, "").replace("==", "-"));
}

/**
 * Absolute path of the program in its own virtual environment: installed by us earlier, or now.
 * @param note called with progress, line by line
 * @throws UserError when it cannot be installed, with the command that helps
 */
export async function installedProgram(wanted: PythonProgram, note: Note): Promise<string> {
  const folder = environmentFolder(wanted);
  const program = join(folder, scripts, process.platform === "win32" ? `${wanted.name}.exe` : wanted.name);
  // The mark is written last: an installation that was cut short does not count.
  const mark = join(folder, "installed");
  if (existsSync(mark) && isProgram(program)) {
    note(`${titleOf(wanted)} found: ${program}`);
    return program;
  }
  await install(wanted, folder, note);
  if (!isProgram(program)) throw new UserError(`${wanted.package} has no program ${wanted.name}.${wayOut(wanted)}`);
  writeFileSync(mark, `${wanted.package}\n`);
  return program;
}

function titleOf({ title, name }: PythonProgram): string {
  return title ?? name;
}

async function install(wanted: PythonProgram, folder: string, note: Note): Promise<void> {
  const { package: packageName, costs } = wanted;
  const interpreter = await findPython(wanted);
  note(`Installing ${packageName} into ${folder} (${costs})`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });

  const steps: [program: string, ...args: string[]][] = [
    [interpreter, "-m", "venv", folder],
    [
      join(folder, scripts, "python"),
      "-m",
      "pip",
      "install",
      "--disable-pip-version-check",
      "--progress-bar=off",
      packageName,
      ...(wanted.with ?? []),
    ],
  ];
  for (const [program, ...args] of steps) {
    const result = await execa(program, args, {
      reject: false,
      stdin: "ignore",
      all: true,
      stdout: [
        function* (line: unknown) {
          const progress = /^(Collecting|Downloading|Installing) .*/.exec(String(line).trim())?.[0];
          if (progress) note(progress.length > 100 ? `${progress.slice(0, 99)}…` : progress);
          yield line;
        },
        "pipe",
      ],
    });
    if (result.exitCode !== 0) {
      const said = (result.all ?? result.shortMessage ?? "").trim().split("\n").slice(-8).join("\n");
      throw new UserError(
        `${titleOf(wanted)} could not be installed: \`${[program, ...args].join(" ")}\` said\n${said}${wayOut(wanted)}`,
      );
    }
  }
}

async function findPython(wanted: PythonProgram): Promise<string> {
  const seen: string[] = [];
  for (const name of ["python3", "python"]) {
    const { stdout = "", exitCode } = await execa(name, ["--version"], { reject: false, stdin: "ignore" });
    const version = coerce(stdout);
    if (exitCode !== 0 || !version) continue;
    if (satisfies(version, wanted.python)) return name;
    seen.push(`${name} is ${version}`);
  }
  throw new UserError(
    `${titleOf(wanted)} was not found on PATH, and there is no Python ${wanted.python} to install it with` +
      `${seen.length > 0 ? ` (${seen.join(", ")})` : ""}.${wayOut(wanted)}`,
  );
}

function wayOut({ package: packageName, python, otherwise }: PythonProgram): string {
  return (
    `\nGet Python ${python} with its venv module (on Debian and Ubuntu: apt-get install python3-venv) and try again, ` +
    `${otherwise ? "" : "or "}install it yourself (pipx install '${packageName}')${otherwise ? `, or ${otherwise}` : ""}.`
  );
}
