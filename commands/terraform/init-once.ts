import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Block } from "../../synthesized/stack";
import type { InitOptions, RunResult, Terraform } from "./terraform";

/**
 * Makes a folder ready for Terraform. What an `init` depends on is noted next to its result: as long as that stays the
 * same, so does the folder, and the next run begins with its plan. It looks at JSON files alone, as synthesis writes them.
 * @throws UserError as `Terraform.init` does
 */
export async function initOnce(terraform: Terraform, folder: string, options: InitOptions = {}): Promise<void> {
  const inputs = inputsOf(terraform, folder);
  if (readText(noteIn(folder)) === noteOf(inputs, folder)) return;
  rmSync(noteIn(folder), { force: true });
  await terraform.init(folder, options);
  // A lock file that `init` had to complete comes without what it added the next time.
  if (!existsSync(dataFolder(folder)) || inputsOf(terraform, folder) !== inputs) return;
  writeFileSync(noteIn(folder), noteOf(inputs, folder));
}

/**
 * Runs Terraform in a folder that `initOnce` made ready. Where the provider, a module or the backend that it left there
 * is gone since, `init` runs again, and then Terraform.
 * @param run Terraform with `-json`, or any command that names the reason in its output
 * @throws UserError as `Terraform.init` does
 */
export async function runReady(
  terraform: Terraform,
  folder: string,
  options: InitOptions,
  run: () => Promise<RunResult>,
): Promise<RunResult> {
  const first = await run();
  if (first.exitCode !== 1 || !notReady.test(first.stdout + first.stderr)) return first;
  rmSync(noteIn(folder), { force: true });
  await initOnce(terraform, folder, options);
  return run();
}

/** What Terraform says in a folder that needs an `init`. */
const notReady =
  /Required plugins are not installed|Inconsistent dependency lock file|Module not installed|Backend initialization required/;

/** Where Terraform keeps what `init` makes. */
function dataFolder(folder: string): string {
  return resolve(folder, process.env.TF_DATA_DIR || ".terraform");
}

/** In the folder of `init` itself, so that both are removed together. */
function noteIn(folder: string): string {
  return join(dataFolder(folder), "strata-initialized");
}

/** The inputs of an `init`, and the backend that the folder is connected to: by now another `init` may have changed it. */
function noteOf(inputs: string, folder: string): string {
  return digest([folder, inputs, readText(join(dataFolder(folder), "terraform.tfstate"))]);
}

/** All that decides what `init` does: the version of Terraform, where it gets providers from, versions, backend, modules and lock. */
function inputsOf(terraform: Terraform, folder: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tf.json"));
  const arguments_ = ["TF_CLI_ARGS", "TF_CLI_ARGS_init"].map((name) => process.env[name]);
  return digest([
    [terraform.version, terraform.providerNote, ...arguments_],
    readText(join(folder, ".terraform.lock.hcl")),
    files.sort().map((name) => [name, initPart(JSON.parse(readFileSync(join(folder, name), "utf8")) as Configuration)]),
  ]);
}

interface Configuration {
  readonly terraform?: unknown;
  readonly provider?: Block;
  readonly module?: Readonly<Record<string, Block>>;
}

function initPart({ terraform, provider = {}, module: calls = {} }: Configuration): unknown {
  const modules = Object.entries(calls).map(([name, { source, version }]) => [name, source, version]);
  return [terraform, Object.keys(provider).sort(), modules.sort()];
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
