import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import PQueue from "p-queue";
import { UserError } from "../../platform/errors";
import type { Block, Stack } from "../../synthesized/stack";
import { withoutBox } from "../terraform/messages";
import type { Terraform } from "../terraform/terraform";
import { readCloudState } from "./cloud-state";
import type { State } from "./merge-states";
import { isPlainS3, readS3Object } from "./s3-state";

/** Where the states are, and how to get there. */
export interface StateSource {
  /** The backend of a stack, as in `{ s3: { bucket, key, … } }` or `{ local: { path } }`. */
  readonly backendOf: (stack: Stack) => Block;
  /** Variables of the Terraform processes. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The backends that the stacks were synthesized with. */
export const ownBackends: StateSource = {
  backendOf: ({ json }) =>
    json.terraform.cloud ? { cloud: json.terraform.cloud } : ((json.terraform.backend ?? {}) as Block),
};

/** Reads several states at once; they are small, and the time goes into waiting. */
const readers = 6;

/**
 * The state of every stack that was applied before, by stack id. Nothing is locked and nothing is written.
 * @throws UserError when a state cannot be read
 */
export async function readStates(
  terraform: Terraform,
  stacks: readonly Stack[],
  source: StateSource,
): Promise<Map<string, State>> {
  const queue = new PQueue({ concurrency: readers });
  const read = await queue.addAll(
    stacks.map((stack) => async () => [stack.id, await readState(terraform, stack, source)] as const),
  );
  return new Map(read.flatMap(([id, state]) => (state === undefined ? [] : [[id, state]])));
}

/** Whether the state of a stack can be read without Terraform: by one call, or as a file. */
export function isReadAtOnce(stack: Stack, { backendOf }: StateSource): boolean {
  const [kind, config] = Object.entries(backendOf(stack))[0] ?? [];
  // The states of other workspaces lie elsewhere.
  if ((process.env.TF_WORKSPACE || "default") !== "default") return false;
  return kind === "local" || (kind === "s3" && isPlainS3(config as Block));
}

async function readState(terraform: Terraform, stack: Stack, source: StateSource): Promise<State | undefined> {
  const backend = source.backendOf(stack);
  const [kind, config] = Object.entries(backend)[0] ?? [];
  if (kind === "cloud") return readCloudState(config as Block, stack.id);
  if (!isReadAtOnce(stack, source)) return pullState(terraform, stack, backend, source.env);
  if (kind === "s3") return parseState((await readObject(stack, config as Block, source.env)) ?? "");
  const file = resolve(stack.folder, String((config as Block).path));
  return existsSync(file) ? parseState(readFileSync(file, "utf8")) : undefined;
}

async function readObject(stack: Stack, config: Block, env: StateSource["env"]): Promise<string | undefined> {
  try {
    return await readS3Object(config, env);
  } catch (error) {
    throw new UserError(`The state of ${stack.id} cannot be read:\n${(error as Error).message}`);
  }
}

/** What an s3 backend answers when its bucket does not exist yet, so that no stack can have been applied. */
const noBucket = /S3 bucket "[^"]*" does not exist|NoSuchBucket/;

/** Pulls the state in a folder that knows the backend and no provider: looking at providers is what takes long. */
async function pullState(
  terraform: Terraform,
  stack: Stack,
  backend: Block,
  env: StateSource["env"],
): Promise<State | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "strata-state-"));
  try {
    writeFileSync(join(folder, "backend.tf.json"), JSON.stringify({ terraform: { backend } }));
    const options = { cwd: folder, env };
    const init = await terraform.run(["init", "-input=false", "-no-color"], options);
    const pull = init.exitCode === 0 ? await terraform.run(["state", "pull"], options) : init;
    if (pull.exitCode === 0) return parseState(pull.stdout);
    if (noBucket.test(pull.stderr)) return undefined;
    throw new UserError(`The state of ${stack.id} cannot be read:\n${withoutBox(pull.stderr)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parseState(text: string): State | undefined {
  const state = text.trim() === "" ? undefined : (JSON.parse(text) as Partial<State>);
  return state?.resources && state.resources.length > 0 ? (state as State) : undefined;
}
