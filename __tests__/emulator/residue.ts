import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseState } from "../../commands/deploy/state";
import { emulatorEnvironment, emulatorProviderSettings } from "../../commands/emulator/override";
import { readStacks } from "../../commands/stacks";
import { Terraform } from "../../commands/terraform/terraform";
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

/** Settings that exist as long as the account does: destroying them turns them off. */
const accountSettings = [
  "aws_ebs_encryption_by_default",
  "aws_emr_block_public_access_configuration",
  "aws_glue_data_catalog_encryption_settings",
  "aws_inspector2_enabler",
];

/**
 * What of a snapshot still exists in the emulator: the real provider reads every resource by its id, and those that
 * it does not report as gone are there. Without settings, which never go.
 */
export async function whatIsLeft(bench: Bench, snapshot: Snapshot): Promise<string[]> {
  const { terraform, env } = await tools(bench);
  const left: string[] = [];
  for (const [stack, state] of snapshot) {
    const folder = join(bench.folder, "residue", stack);
    mkdirSync(folder, { recursive: true });
    const { json } = readStacks(bench.synthesized).find(({ id }) => id === stack) ?? { json: undefined };
    const settings = emulatorProviderSettings();
    // No resources: what is in the state is read all the same, and needs nothing that is gone.
    const configuration = {
      terraform: { ...json?.terraform, backend: { local: { path: "before.tfstate" } } },
      provider: { aws: json?.provider.aws?.map((block) => ({ ...block, ...settings })) },
    };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    writeFileSync(join(folder, "before.tfstate"), state);
    copyFileSync(join(bench.stackFolder(stack), ".terraform.lock.hcl"), join(folder, ".terraform.lock.hcl"));
    await terraform.init(folder, { env });
    const { stdout } = await terraform.run(["plan", "-refresh-only", "-json"], { cwd: folder, env });
    left.push(...[...parseState(state)].flatMap(([address, id]) => (isGone(address, id, stdout) ? [] : [address])));
  }
  return left.filter((address) => !accountSettings.includes(address.split(".")[0] ?? ""));
}

/** What the emulator fails on with an internal error, instead of saying that it is gone. */
const faultsWhenGone = /^reading RDS DB Proxy (Default Target Group|Target) \(/;

/** Whether the provider says that a resource is gone: it drops it, or passes on that the emulator does not know it. */
function isGone(address: string, id: string, plan: string): boolean {
  return plan.split("\n").some((line) => {
    if (!line.startsWith("{")) return false;
    const { type, change, diagnostic } = JSON.parse(line) as Line;
    if (type === "resource_drift") return change?.action === "delete" && change.resource.addr === address;
    if (diagnostic?.severity !== "error") return false;
    if (faultsWhenGone.test(diagnostic.summary)) return diagnostic.summary.includes(`(${id})`);
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
