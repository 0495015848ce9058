import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import type { Block, Stack } from "../../synthesized/stack";
import { type Finding, findings } from "../merged-root/diagnostics";
import { rootOutput, writeMergedRoot } from "../merged-root/merged-root";
import { diagnosticsOf, messagesOf, type TerraformMessage } from "../merged-root/messages";
import { initOnce, runReady } from "../terraform/init-once";
import { withoutBox } from "../terraform/messages";
import type { RunOptions, Terraform } from "../terraform/terraform";
import { type Change, changesOf, type PlannedResource, plainChanges } from "./changes";
import { mergeStates, type State } from "./merge-states";
import { readStates, type StateSource } from "./read-states";

/** What a preview plans, and against what. */
export interface PreviewTarget extends StateSource {
  /** The stacks to plan together, producers included. */
  readonly stacks: readonly Stack[];
  /** The same stacks as synthesized, where they are changed for the target. Default: they are as synthesized. */
  readonly synthesized?: readonly Stack[];
  /** What the target adds to a stack and leaves out, as `Target.setting` says. Default: nothing. */
  readonly setting?: (stack: Stack) => unknown;
  /** Stacks that are gone and whose states are read all the same: what they hold would be destroyed. Default: none. */
  readonly formerStacks?: readonly Stack[];
  /** Ask AWS what became of each resource. Default: true. */
  readonly refresh?: boolean;
  /** Additional settings for every AWS provider. */
  readonly awsSettings?: Block;
  /** Values that replace outputs that a producer cannot give. */
  readonly standIns?: (consumer: Stack, producer: Stack) => Readonly<Record<string, unknown>>;
  /** Say as well of which stacks outputs change. Default: false. */
  readonly outputs?: boolean;
  /** Names of the outputs of a stack that an apply writes. Default: all. */
  readonly writes?: (stack: Stack) => ReadonlySet<string>;
  /** Whether a change is of the target's making and no news. Default: none is. */
  readonly expected?: (change: Change) => boolean;
}

export interface Preview {
  readonly changes: readonly Change[];
  /** Changes that the target is known for, as `PreviewTarget.expected` says. */
  readonly expected: readonly Change[];
  /** Errors, when the plan could not be made, and warnings. */
  readonly findings: readonly Finding[];
  /** Ids of the stacks that were applied before. */
  readonly applied: readonly string[];
  /** By the id of a stack, the names of its outputs that change, where that was asked for. */
  readonly republishing: ReadonlyMap<string, ReadonlySet<string>>;
}

const stateName = "terraform.tfstate";
const planFile = "preview.tfplan";

/** State and plan of a merged root: both hold every value of the states, secrets too. */
export const secretFiles = [stateName, planFile];

/** Plans the stacks in one Terraform process, in a folder that the plan is thrown away with. */
export async function planMerged(
  terraform: Terraform,
  target: PreviewTarget,
  folder: string,
  options: PlanOptions = {},
): Promise<Preview> {
  const { planned, findings: found, applied, republishing } = await planResources(terraform, target, folder, options);
  const all = changesOf(planned, [...target.stacks, ...(target.formerStacks ?? [])]);
  const isExpected = target.expected ?? (() => false);
  return {
    changes: all.filter((change) => !isExpected(change)),
    expected: all.filter(isExpected),
    findings: found,
    applied,
    republishing,
  };
}

/** A plan of a merged root, resource by resource as Terraform writes it. */
export interface ResourcePlan {
  /** Resources that change; all of them, with every value, where the plan was asked for in full. */
  readonly planned: readonly PlannedResource[];
  readonly findings: readonly Finding[];
  readonly applied: readonly string[];
  readonly republishing: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface PlanOptions {
  /** The states of the stacks, where they were read before. Default: they are read. */
  readonly states?: ReadonlyMap<string, State>;
  /** Read every resource with all its values, also where the messages of the plan say enough. Default: false. */
  readonly inFull?: boolean;
  /** The folder holds an earlier plan of the same stacks, so that it needs no `init`. Default: false. */
  readonly ready?: boolean;
}

/**
 * Plans the stacks in one Terraform process.
 * @throws UserError when Terraform fails without saying why
 */
export async function planResources(
  terraform: Terraform,
  target: PreviewTarget,
  folder: string,
  { inFull = false, ready = false, states: known }: PlanOptions = {},
): Promise<ResourcePlan> {
  const { stacks, formerStacks = [], env, refresh = true } = target;
  const everyStack = [...stacks, ...formerStacks];
  const root = writeMergedRoot({ ...target, folder, providers: "stack" });
  const [states] = await Promise.all([
    known ?? readStates(terraform, everyStack, target),
    ready ? undefined : initOnce(terraform, folder, { env }),
  ]);
  const { outputs, ...merged } = mergeStates(states, root.passed, terraform.version);
  const state = { ...merged, outputs: target.outputs ? outputs : {} };
  writeFileSync(join(folder, stateName), JSON.stringify(state));

  const options = { cwd: folder, env };
  const args = ["plan", "-json", "-input=false", "-lock=false", `-out=${planFile}`];
  const plan = await runReady(terraform, folder, { env }, () =>
    terraform.run([...args, ...(refresh ? [] : ["-refresh=false"])], options),
  );
  const messages = messagesOf(plan.stdout);
  const found = findings(diagnosticsOf(messages), everyStack);
  const applied = [...states.keys()];
  if (plan.exitCode !== 0) {
    if (found.some(({ severity }) => severity === "error")) {
      return { planned: [], findings: found, applied, republishing: new Map() };
    }
    throw new UserError(`terraform plan failed:\n${withoutBox(plan.stderr || plan.stdout)}`);
  }
  const plain = inFull ? undefined : plainChanges(messages);
  const planned = plain ?? (await showPlan(terraform, options));
  return { planned, findings: found, applied, republishing: republishing(target, new Set(changedOutputs(messages))) };
}

/** The outputs that an apply writes with another value than before. */
function republishing(
  { stacks, writes }: PreviewTarget,
  changed: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    stacks.flatMap((stack) => {
      const names = [...(writes?.(stack) ?? Object.keys(stack.json.output ?? {}))];
      const own = names.filter((name) => changed.has(rootOutput(stack.id, name)));
      return own.length > 0 ? [[stack.id, new Set(own)]] : [];
    }),
  );
}

/** Names in the root, as `rootOutput` makes them. */
function changedOutputs(messages: readonly TerraformMessage[]): string[] {
  const all = messages.flatMap(({ type, outputs = {} }) => (type === "outputs" ? Object.entries(outputs) : []));
  return all.flatMap(([name, { action = "noop" }]) => (action === "noop" ? [] : [name]));
}

/** The plan in full. It starts the provider again, which takes longer than small plans themselves. */
async function showPlan(terraform: Terraform, options: RunOptions): Promise<PlannedResource[]> {
  const show = await terraform.run(["show", "-json", planFile], options);
  if (show.exitCode !== 0) throw new UserError(`terraform show failed:\n${withoutBox(show.stderr)}`);
  return (JSON.parse(show.stdout) as { resource_changes?: PlannedResource[] }).resource_changes ?? [];
}
