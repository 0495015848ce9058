import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseState } from "../../commands/deploy/state";
import { emulatorEnvironment, emulatorProviderSettings } from "../../commands/emulator/override";
import { rootProviders } from "../../commands/merged-root/providers";
import { mergeStates, type State } from "../../commands/preview/merge-states";
import { readStacks } from "../../commands/stacks";
import { Terraform } from "../../commands/terraform/terraform";
import { projectRoot } from "../../platform/root";
import type { Bench } from "./harness";

/** The states of stacks at one moment, to be asked for later: is anything of that still there? */
export type Snapshot = ReadonlyMap<string, string>;

/** A line of `terraform plan -json`. */
interface Line {
  readonly type: string;
  readonly change?: { readonly action: string; readonly resource: { readonly addr: string } };
  readonly diagnostic?: { readonly severity: string; readonly summary: string };
}

async function tools(bench: Bench) {
  process.env.STRATA_EMULATOR_ENDPOINT = bench.endpoint();
  try {
    return { terraform: await Terraform.locate(), env: await emulatorEnvironment() };
  } finally {
    delete process.env.STRATA_EMULATOR_ENDPOINT;
  }
}

/** Addresses of the managed resources in a state. */
export function addressesOf(state: string): string[] {
  return [...parseState(state).keys()].sort();
}

/** The states of the stacks as they are now. */
export async function takeSnapshot(bench: Bench, stacks: readonly string[]): Promise<Snapshot> {
  const { terraform, env } = await tools(bench);
  const snapshot = new Map<string, string>();
  for (const stack of stacks) {
    const { stdout } = await terraform.run(["state", "pull"], { cwd: bench.stackFolder(stack), env });
    snapshot.set(stack, stdout);
  }
  return snapshot;
}

/** Settings that exist as long as the account does, which destroying turns off; and what exists in the state alone. */
const neverGone = [
  "aws_api_gateway_account",
  "aws_ebs_encryption_by_default",
  "aws_emr_block_public_access_configuration",
  "aws_glue_data_catalog_encryption_settings",
  "aws_inspector2_enabler",
  "terraform_data",
];

/** What the emulator still describes after it has deleted it: the provider does not look at the date of the deletion. */
const describedWhenDeleted = ["aws_backup_plan"];

/**
 * What of a snapshot still exists in the emulator: the real provider reads every resource by its id, and those that
 * it does not report as gone are there. Without settings, which never go, what
 * the emulator describes when it is deleted, and what only the state holds.
 * @returns addresses, each with its stack, as in `module.dev-network.aws_vpc.vpc`
 */
export async function whatIsLeft(bench: Bench, snapshot: Snapshot): Promise<string[]> {
  const { terraform, env } = await tools(bench);
  const folder = mkdtempSync(join(bench.folder, "residue-"));
  const stacks = readStacks(bench.synthesized).filter(({ id }) => snapshot.has(id));
  // One Terraform for all: no modules, no resources. What is in the state is read all the same, and needs nothing that
  // is gone.
  const { blocks, passed } = rootProviders(stacks, "region", emulatorProviderSettings());
  const states = new Map([...snapshot].map(([stack, state]) => [stack, JSON.parse(state) as State]));
  const configuration = {
    terraform: {
      required_providers: Object.assign({}, ...stacks.map(({ json }) => json.terraform.required_providers)),
      backend: { local: { path: "before.tfstate" } },
    },
    provider: blocks,
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
  writeFileSync(join(folder, "before.tfstate"), JSON.stringify(mergeStates(states, passed, terraform.version)));
  copyFileSync(join(projectRoot(), ".terraform.lock.hcl"), join(folder, ".terraform.lock.hcl"));
  await terraform.init(folder, { env });
  // The provider looks for some of what is gone for a minute, such as the settings of a bucket: for all of it at once.
  const { stdout } = await terraform.run(["plan", "-refresh-only", "-json", "-parallelism=500"], { cwd: folder, env });

  const lines = stdout.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
  return [...snapshot].flatMap(([stack, state]) =>
    [...parseState(state)].flatMap(([local, id]) => {
      const address = `module.${stack}.${local}`;
      const unknowable = [...neverGone, ...describedWhenDeleted].includes(local.split(".")[0] ?? "");
      return unknowable || isGone(address, id, lines) ? [] : [address];
    }),
  );
}

/** What the emulator fails on with an internal error, instead of saying that it is gone. */
const errorsWhenGone = /^reading RDS DB Proxy (Default Target Group|Target) \(/;

/** Whether the provider says that a resource is gone: it drops it, or passes on that the emulator does not know it. */
function isGone(address: string, id: string, plan: readonly Line[]): boolean {
  return plan.some(({ type, change, diagnostic }) => {
    if (type === "resource_drift") return change?.action === "delete" && change.resource.addr === address;
    if (diagnostic?.severity !== "error") return false;
    if (errorsWhenGone.test(diagnostic.summary)) return diagnostic.summary.includes(`(${id})`);
    if (!/NotFound|NoSuch|does not exist/.test(diagnostic.summary)) throw new Error(diagnostic.summary);
    return diagnostic.summary.includes(id);
  });
}

/** Names of the buckets in the emulator. */
export async function bucketNames(bench: Bench): Promise<string[]> {
  const list = await (await fetch(bench.endpoint())).text();
  return [...list.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name = ""]) => name);
}

/** Reads a file of a stack's working directory. */
export function workingFile(bench: Bench, stack: string, file: string): Buffer {
  return readFileSync(join(bench.stackFolder(stack), file));
}
