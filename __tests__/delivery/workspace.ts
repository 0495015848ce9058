import { accessSync, constants, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { projectRoot } from "../../platform/root";
import { temporaryFolder } from "../support/temporary";

/** Programs of the machine that scripts of a delivery may use. Everything else is a stand-in, or not there. */
const ofTheMachine = [
  ...[
    "awk",
    "bash",
    "base64",
    "cat",
    "chmod",
    "cp",
    "dirname",
    "env",
    "grep",
    "install",
    "jq",
    "mkdir",
    "mktemp",
    "node",
  ],
  ...["rm", "sha256sum", "sleep", "sort", "tar", "touch", "tr", "uname"],
];

const standIns = ["aws", "curl", "docker", "helm", "kubectl", "npm", "npx", "trivy"] as const;
type StandIn = (typeof standIns)[number];

/** Writes down what it is called with, and what it is given to read, and answers as the test says. */
const standIn = `#!/usr/bin/env bash
name=\${0##*/}
echo "$name $*" >>"$RECORD/calls"
source "$RECORD/answers/$name" "$@"
`;

function programOf(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What the machine lacks to run the scripts. */
export const missingPrograms = ofTheMachine.filter((name) => programOf(name) === undefined);

/** A program's answer: commands of bash that see the arguments, as in `case "$*" in …`. */
export type Answers = Readonly<Partial<Record<StandIn, string>>>;

export interface Result {
  readonly exitCode: number | undefined;
  /** Calls in their order, as in "aws eks update-kubeconfig --name main". */
  readonly calls: readonly string[];
  readonly output: string;
}

interface Buildspec {
  readonly phases: Readonly<Record<string, { readonly commands?: readonly string[] }>>;
}

/** A copy of the scripts in a separate folder, with stand-ins for all that would reach out of it. */
export class Workspace {
  readonly folder = temporaryFolder();
  private readonly record = temporaryFolder();
  private readonly bin = temporaryFolder();

  constructor() {
    cpSync(join(projectRoot(), "delivery"), join(this.folder, "delivery"), { recursive: true });
    mkdirSync(join(this.record, "answers"));
    for (const name of ofTheMachine) {
      const program = programOf(name);
      if (program) symlinkSync(program, join(this.bin, name));
    }
    for (const name of standIns) writeFileSync(join(this.bin, name), standIn, { mode: 0o755 });
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** What a stand-in has kept by `cat >"$RECORD/<file>"`. */
  kept(file: string): string {
    return readFileSync(join(this.record, file), "utf8");
  }

  /** Takes away a stand-in, as on a machine where the program is not installed. */
  without(name: StandIn): this {
    rmSync(join(this.bin, name));
    return this;
  }

  /** Runs the commands of a buildspec, one after the other, as CodeBuild does. */
  async run(step: string, variables: Readonly<Record<string, string>> = {}, answers: Answers = {}): Promise<Result> {
    const buildspec = parse(this.read(`delivery/buildspecs/${step}.yml`)) as Buildspec;
    const commands = Object.values(buildspec.phases).flatMap((phase) => phase.commands ?? []);
    return this.execute(commands, variables, answers);
  }

  async execute(
    commands: readonly string[],
    variables: Readonly<Record<string, string>>,
    answers: Answers,
  ): Promise<Result> {
    writeFileSync(join(this.record, "calls"), "");
    for (const name of standIns) writeFileSync(join(this.record, "answers", name), answers[name] ?? "");
    let output = "";
    for (const command of commands) {
      const { exitCode, all } = await execa("bash", ["--norc", "-c", command], {
        stdin: "ignore",
        cwd: this.folder,
        env: { PATH: this.bin, RECORD: this.record, TMPDIR: this.record, ...variables },
        extendEnv: false,
        all: true,
        reject: false,
      });
      output += `${all}\n`;
      if (exitCode !== 0) return { exitCode, calls: this.calls(), output };
    }
    return { exitCode: 0, calls: this.calls(), output };
  }

  private calls(): string[] {
    return this.kept("calls").split("\n").filter(Boolean);
  }
}
