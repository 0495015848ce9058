import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../platform/root";
import { oldestTerraform } from "../../platform/versions";
import { producersOf } from "../../synthesized/producer";
import type { Block, Stack } from "../../synthesized/stack";
import { workFolder } from "../terraform/work-folder";
import { childModule } from "./child";
import { type ProviderSharing, rootProviders } from "./providers";
import { rootBlocks } from "./root-blocks";

export interface MergeOptions {
  readonly stacks: readonly Stack[];
  /** Folder to write to, absolute; what an earlier run left of a root in it is replaced. */
  readonly folder: string;
  readonly providers: ProviderSharing;
  /** Stacks that are gone: no modules, but the providers that a state needs for what they left. Default: none. */
  readonly formerStacks?: readonly Stack[];
  /** Additional settings for every AWS provider, as an emulator needs them. */
  readonly awsSettings?: Block;
  /** Values that replace outputs that a producer cannot give, by output name. Default: none. */
  readonly standIns?: (consumer: Stack, producer: Stack) => Readonly<Record<string, unknown>>;
  /** Publish the outputs of the stacks, so that a plan says which of them change. Default: false. */
  readonly outputs?: boolean;
  /** For roots that are applied with made-up values: imports are left out, `prevent_destroy` is lifted. */
  readonly mocked?: boolean;
}

/** Stacks as the child modules of one Terraform root. It is for reading and checking; never apply it for real. */
export interface MergedRoot {
  readonly folder: string;
  readonly stacks: readonly Stack[];
  /** Names of the provider configurations, as in `aws.us-east-1`. */
  readonly providers: readonly string[];
  /** Per stack: its own name of each provider (`aws`, `aws.edge`) and the root's (`aws.us-east-1`). */
  readonly passed: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** The working folder of a merged root, by what it is for. */
export function mergedFolder(name: string): string {
  return join(workFolder(), "merged", name);
}

/** Writes the stacks as one Terraform root: each a child module that gets its producers' outputs directly. */
export function writeMergedRoot(options: MergeOptions): MergedRoot {
  const { stacks, formerStacks = [], folder, mocked = false, outputs = false, standIns = () => ({}) } = options;
  const { blocks, passed } = rootProviders([...stacks, ...formerStacks], options.providers, options.awsSettings);
  rmSync(join(folder, "modules"), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const calls: Record<string, Block> = {};
  for (const stack of stacks) {
    const producers = producersOf(stack, stacks);
    const values = [...producers].map(([id, producer]): [string, Block] => [
      id,
      { ...outputsOf(producer), ...standIns(stack, producer) },
    ]);
    const inputs = new Map(values.map(([id, outputs]) => [id, Object.keys(outputs)]));
    writeJson(join(folder, "modules", stack.id), "cdk.tf.json", childModule(stack, { inputs, destroyable: mocked }));
    calls[stack.id] = {
      source: `./modules/${stack.id}`,
      providers: passed.get(stack.id),
      ...Object.fromEntries(values),
    };
  }

  writeJson(folder, "root.tf.json", {
    terraform: {
      required_version: `>= ${oldestTerraform}`,
      required_providers: requiredProviders([...stacks, ...formerStacks]),
    },
    provider: blocks,
    // Where every stack is gone there is no module, which Terraform wants to be left out then.
    ...(stacks.length > 0 && { module: calls }),
    ...(outputs && { output: rootOutputs(stacks) }),
    ...(mocked ? {} : rootBlocks(stacks, passed)),
  });
  copyFileSync(join(projectRoot(), ".terraform.lock.hcl"), join(folder, ".terraform.lock.hcl"));
  const names = Object.entries(blocks).flatMap(([name, list]) => list.map(({ alias }) => `${name}.${alias}`));
  return { folder, stacks, providers: names, passed };
}

/** The name of a stack's output in the root. */
export function rootOutput(stack: string, output: string): string {
  return `${stack}__${output}`;
}

function rootOutputs(stacks: readonly Stack[]): Block {
  const all = stacks.flatMap((stack) =>
    Object.entries(outputsOf(stack)).map(([name, value]) => [rootOutput(stack.id, name), { value, sensitive: true }]),
  );
  return Object.fromEntries(all) as Block;
}

function outputsOf({ id, json }: Stack): Block {
  return Object.fromEntries(Object.keys(json.output ?? {}).map((name) => [name, `\${module.${id}.${name}}`]));
}

function requiredProviders(stacks: readonly Stack[]): Block {
  return Object.assign({}, ...stacks.map((stack) => stack.json.terraform.required_providers ?? {}));
}

function writeJson(folder: string, name: string, value: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(value, undefined, 2));
}
