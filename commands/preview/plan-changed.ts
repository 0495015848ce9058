import type { Stack } from "../../synthesized/stack";
import { movingPart } from "../as-deployed/moving-parts";
import { outputsRead, outputValues, snapshot } from "../as-deployed/snapshot";
import { recordFile } from "../as-deployed/store";
import { whyPlan } from "../as-deployed/why-plan";
import type { Terraform } from "../terraform/terraform";
import type { State } from "./merge-states";
import { type Preview, type PreviewTarget, planMerged } from "./plan";
import { readStates } from "./read-states";
import { standIn } from "./stand-in";

/** A preview of the stacks that are not as last deployed. */
export interface ChangedPreview extends Preview {
  /** Ids of the stacks that are as last deployed, and that were not planned. */
  readonly asDeployed: readonly string[];
  /** Why each other stack was planned. */
  readonly planned: Readonly<Record<string, string>>;
}

/**
 * Plans the stacks in one Terraform process, without those that are as last deployed. A stack that reads an output which
 * the plan changes is planned as well, in a second plan, with all that read it.
 * @param all plan every stack. Default: false
 */
export async function planChanged(
  terraform: Terraform,
  target: PreviewTarget,
  folder: string,
  { all = false } = {},
): Promise<ChangedPreview> {
  const { stacks, synthesized = stacks } = target;
  const states = await readStates(terraform, stacks, target);
  const reasons = all
    ? new Map(stacks.map(({ id }) => [id, "every stack was asked for"]))
    : await reasonsToPlan(terraform, target, states);
  const first = await planThose(terraform, target, folder, states, reasons);
  const readers = synthesized.filter(
    (stack) => !reasons.has(stack.id) && reads(stack, synthesized, first.republishing),
  );
  if (readers.length === 0) return first;
  for (const { id } of readers) reasons.set(id, "it reads outputs that change");
  const isBehind = (stack: Stack) => stack.dependencies.some((id) => behind.has(id));
  const behind = new Set(readers.map(({ id }) => id));
  // Producers come first, so that one pass finds all.
  for (const stack of synthesized.filter((one) => !reasons.has(one.id) && isBehind(one))) {
    reasons.set(stack.id, "it reads a stack that reads outputs that change");
    behind.add(stack.id);
  }
  return planThose(terraform, target, folder, states, reasons);
}

/** Why each stack has to be planned, by id; stacks that are as last deployed are not in it. */
async function reasonsToPlan(
  terraform: Terraform,
  target: PreviewTarget,
  states: ReadonlyMap<string, State>,
): Promise<Map<string, string>> {
  const { stacks: planned, synthesized: stacks = planned, setting } = target;
  const surroundings = { stacks, setting, terraform: terraform.version };
  const outputsOf = ({ id }: Stack) => outputValues(states.get(id));
  const reasons = await Promise.all(
    stacks.map(async (stack): Promise<[string, string | undefined]> => {
      const moving = movingPart(stack);
      if (moving !== undefined) return [stack.id, `${moving} can change by itself`];
      const file = recordFile(stack, target);
      if (!file) return [stack.id, "its backend keeps no records"];
      return [stack.id, whyPlan(snapshot(stack, states.get(stack.id), surroundings, outputsOf), await file.read())];
    }),
  );
  return new Map(reasons.flatMap(([id, reason]) => (reason === undefined ? [] : [[id, reason]])));
}

/** Plans the stacks that have a reason, with stand-ins for the others. */
async function planThose(
  terraform: Terraform,
  target: PreviewTarget,
  folder: string,
  states: ReadonlyMap<string, State>,
  reasons: ReadonlyMap<string, string>,
): Promise<ChangedPreview> {
  const asDeployed = target.stacks.map(({ id }) => id).filter((id) => !reasons.has(id));
  const conclusion = { applied: [...states.keys()], asDeployed, planned: Object.fromEntries(reasons) };
  if (reasons.size === 0) return { changes: [], expected: [], findings: [], republishing: new Map(), ...conclusion };
  const stacks = target.stacks.map((stack) => (reasons.has(stack.id) ? stack : standIn(stack, states.get(stack.id))));
  const own = new Map([...states].filter(([id]) => reasons.has(id)));
  const preview = await planMerged(
    terraform,
    { ...target, stacks, outputs: target.outputs || asDeployed.length > 0 },
    folder,
    { states: own },
  );
  const republishing = new Map([...preview.republishing].filter(([id]) => reasons.has(id)));
  return { ...preview, republishing, ...conclusion };
}

/** Whether a stack reads an output that changes. */
function reads(stack: Stack, stacks: readonly Stack[], changed: Preview["republishing"]): boolean {
  return [...outputsRead(stack, stacks)].some(([producer, names]) => {
    const outputs = changed.get(producer.id);
    return outputs !== undefined && (names === undefined || [...names].some((name) => outputs.has(name)));
  });
}
