import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { execa } from "execa";
import { lt, major, valid } from "semver";
import { UserError } from "../../platform/errors";
import { oldestTerraform } from "../../platform/versions";
import { withoutBox } from "./messages";
import { fillPluginCache } from "./plugin-cache";
import { processVariables } from "./process-variables";
import { type ProviderSource, providerSource } from "./provider-source";

export interface RunOptions {
  /** Folder that Terraform runs in, absolute. */
  readonly cwd: string;
  /** Variables on top of the caller's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Asks Terraform to stop; it finishes what it has begun and frees its lock, so the result may take a while. A run
   * with a signal does not hear Ctrl-C itself: a second interrupt would make Terraform give up its state.
   */
  readonly signal?: AbortSignal;
  /** Called with each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  /** File that gets all output as well, at its end. */
  readonly logFile?: string;
}

export interface RunResult {
  /** Terraform's own, or 130 when the signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface InitOptions {
  /** Whether to connect to the backend. Default: true. */
  readonly backend?: boolean;
  /** Forget the backend of an earlier `init` in the same folder. Default: false. */
  readonly reconfigure?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const installHint =
  "Get it from developer.hashicorp.com/terraform/install (or your package manager), " +
  "or name the program in the variable STRATA_TERRAFORM.";

/** What an `init` says when it could not get a provider, whatever the way it tried. */
const providerMissing =
  /query available provider packages|Failed to install provider|list of available versions|provider registry|no available releases/i;

/** The Terraform program of this machine and the source of its AWS provider. */
export class Terraform {
  private filled: Promise<void> | undefined;

  private constructor(
    /** The program, as a name on PATH or an absolute path. */
    readonly path: string,
    /** As in "1.11.4". */
    readonly version: string,
    private readonly source: ProviderSource,
  ) {}

  /** One sentence on where the AWS provider comes from, for progress output. */
  get providerNote(): string {
    return this.source.note;
  }

  /**
   * Finds `terraform` on PATH, or the program named by STRATA_TERRAFORM, and decides where providers come from.
   * @throws UserError when there is no such program, it is too old, or its version cannot be read
   */
  static async locate(): Promise<Terraform> {
    const named = process.env.STRATA_TERRAFORM;
    const path = named && dirname(named) !== "." ? resolve(named) : (named ?? "terraform");
    const version = await versionOf(path);
    if (lt(version, oldestTerraform)) {
      throw new UserError(
        `${path} is Terraform ${version}; ${oldestTerraform} or later is needed, below 2.0.0. Upgrade it. ${installHint}`,
      );
    }
    if (major(version) > 1) {
      throw new UserError(
        `${path} is Terraform ${version}; the platform runs on ${oldestTerraform} or later, below 2.0.0. ${installHint}`,
      );
    }
    return new Terraform(path, version, providerSource());
  }

  /** Runs Terraform. Never throws on a non-zero exit code. */
  async run(args: readonly string[], options: RunOptions): Promise<RunResult> {
    return runProgram(this.path, args, { ...options, env: { ...this.source.env, ...options.env } });
  }

  /**
   * Runs `terraform init`. Safe in parallel: a plugin cache is filled once before.
   * @throws UserError with Terraform's message, and with what to do when no provider could be had
   */
  async init(folder: string, options: InitOptions = {}): Promise<void> {
    if (this.source.cached) {
      this.filled ??= fillPluginCache(this.source.env.TF_PLUGIN_CACHE_DIR, (scratch, env) =>
        this.initFolder(scratch, { env }),
      );
      await this.filled;
    }
    await this.initFolder(folder, options);
  }

  private async initFolder(folder: string, { backend, reconfigure, env, signal }: InitOptions): Promise<void> {
    const args = ["init", "-input=false", "-no-color"];
    if (backend === false) args.push("-backend=false");
    if (reconfigure) args.push("-reconfigure");
    const { exitCode, stdout, stderr } = await this.run(args, { cwd: folder, env, signal });
    if (exitCode === 0) return;

    const message = withoutBox(stderr.trim() || stdout);
    const help = providerMissing.test(message)
      ? `\n\nThe AWS provider was looked for in: ${this.source.tried.join("; ")}.\n${this.source.advice}`
      : "";
    throw new UserError(`terraform init failed in ${folder}:\n${message}${help}`);
  }
}

async function versionOf(path: string): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(path, ["version", "-json"], { cwd: process.cwd() });
  let version: unknown;
  try {
    version = (JSON.parse(stdout) as { terraform_version?: unknown }).terraform_version;
  } catch {
    // Not Terraform, or so old that it has no -json: both are said below.
  }
  if (exitCode !== 0 || typeof version !== "string" || !valid(version)) {
    const answer = (stdout.trim() || stderr.trim() || "nothing").split("\n")[0];
    throw new UserError(
      `${path} does not print its version: \`${path} version -json\` exited with ${exitCode} and said "${answer}". ` +
        `Terraform ${oldestTerraform} or later is needed. ${installHint}`,
    );
  }
  return version;
}

async function runProgram(path: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { cwd, env, signal, onLine, logFile } = options;
  const log = logFile === undefined ? [] : [{ file: logFile, append: true } as const];
  const lines =
    onLine &&
    function* (line: unknown) {
      onLine(String(line));
      yield line;
    };
  const result = await execa(path, args, {
    cwd,
    env: processVariables(env),
    extendEnv: false,
    stdin: "ignore",
    stdout: lines ? [lines, "pipe", ...log] : ["pipe", ...log],
    stderr: ["pipe", ...log],
    reject: false,
    maxBuffer: 1_000_000_000,
    ...(signal && { cancelSignal: signal, forceKillAfterDelay: false, detached: true }),
  });
  if (result.code === "ENOENT" && result.exitCode === undefined && existsSync(cwd)) {
    throw new UserError(`${path} was not found. Terraform ${oldestTerraform} or later is needed. ${installHint}`);
  }
  const exitCode = result.exitCode ?? (result.isCanceled || result.isTerminated ? 130 : 1);
  const stderr = result.stderr || (result.exitCode === undefined ? (result.shortMessage ?? "") : "");
  return { exitCode, stdout: result.stdout, stderr };
}
