import { producersOf } from "../../synthesized/producer";
import type { Block, Stack, StackJson } from "../../synthesized/stack";
import {
  canApply,
  canPlan,
  missingOutputs,
  type Selection,
  selectResources,
  writtenOutputs,
} from "../emulator/applicable";
import { type Emulator, loadEmulator } from "../emulator/definition";
import { emulatorEnvironment, emulatorProviderSettings, overrideJson, settingOf } from "../emulator/override";
import { emulatorStates } from "../emulator/state";
import type { Change } from "./changes";
import type { PreviewTarget } from "./plan";

const nothing: Selection = { resources: [], skipped: [] };

/**
 * The stacks as they are in the running emulator: with its settings and states, without what it cannot even plan,
 * and with examples for outputs that hang on what it cannot apply.
 * @throws UserError when no emulator runs
 */
export async function emulatorTarget(
  stacks: readonly Stack[],
  emulator: Emulator = loadEmulator(),
): Promise<PreviewTarget> {
  const applied = new Map(stacks.map(({ id, json }) => [id, selectResources(json, canApply(emulator))]));
  const written = new Map(
    stacks.map(({ id, json }) => [id, new Set(writtenOutputs(json, applied.get(id) ?? nothing))]),
  );
  return {
    stacks: stacks.map((stack) => asInEmulator(stack, stacks, emulator)),
    awsSettings: emulatorProviderSettings(emulator),
    ...emulatorStates(emulator, await emulatorEnvironment(emulator)),
    synthesized: stacks,
    setting: (stack) => settingOf(stack, stacks, emulator),
    standIns: (consumer, producer) => examples(consumer, producer, stacks, emulator),
    expected: (change) => isExpected(change, applied.get(change.place.stack) ?? nothing, emulator),
    writes: ({ id }) => written.get(id) ?? new Set(),
  };
}

function asInEmulator(stack: Stack, stacks: readonly Stack[], emulator: Emulator): Stack {
  const selection = selectResources(stack.json, canPlan(emulator));
  const gone = new Set(selection.skipped.map(({ address }) => address));
  const withoutOutputs = new Set(missingOutputs(stack.json, selection));
  const placed = overrideJson(stack, stacks, emulator).resource as StackJson["resource"];
  const section = (blocks: StackJson["resource"], prefix: string) =>
    mapBlocks(blocks, (type, id, block) =>
      gone.has(`${prefix}${type}.${id}`) ? undefined : { ...block, ...(prefix === "" ? placed?.[type]?.[id] : {}) },
    );
  const output = Object.entries(stack.json.output ?? {}).filter(([name]) => !withoutOutputs.has(name));
  return {
    ...stack,
    json: {
      ...stack.json,
      resource: section(stack.json.resource, ""),
      data: section(stack.json.data, "data."),
      output: Object.fromEntries(output),
    },
  };
}

/** The blocks that are left, each changed; a type that has none left goes, which Terraform refuses when it is empty. */
function mapBlocks(
  blocks: StackJson["resource"] = {},
  change: (type: string, id: string, block: Block) => Block | undefined,
): NonNullable<StackJson["resource"]> {
  return Object.fromEntries(
    Object.entries(blocks).flatMap(([type, byId]) => {
      const kept = Object.entries(byId).flatMap(([id, block]) => {
        const changed = change(type, id, block);
        return changed === undefined ? [] : [[id, changed] as const];
      });
      return kept.length > 0 ? [[type, Object.fromEntries(kept)] as const] : [];
    }),
  );
}

/** The examples that the consumer was deployed with, by output name. */
function examples(consumer: Stack, producer: Stack, stacks: readonly Stack[], emulator: Emulator): Block {
  const original = stacks.find(({ id }) => id === consumer.id) ?? consumer;
  const [reader] = [...producersOf(original, stacks)].find(([, { id }]) => id === producer.id) ?? [];
  const data = overrideJson(original, stacks, emulator).data as StackJson["data"];
  return (reader === undefined ? {} : (data?.terraform_remote_state?.[reader]?.defaults ?? {})) as Block;
}

/** Whether the emulator is the reason: it cannot apply the resource, or does not store the value. */
function isExpected({ place, action, attributes }: Change, { skipped }: Selection, emulator: Emulator): boolean {
  const { address = "" } = place;
  if (action === "create") return skipped.some((one) => one.address === address);
  const [type = ""] = address.split(".");
  const known = emulator.knownDifferences
    .filter(({ types }) => types.includes(type))
    .flatMap((entry) => entry.attributes);
  // All else that a replacement changes follows from what forces it.
  const deciding = action === "replace" ? attributes.filter(({ forcesReplacement }) => forcesReplacement) : attributes;
  return (
    (action === "update" || (action === "replace" && deciding.length > 0)) &&
    deciding.every(({ name }) => known.includes(name))
  );
}
