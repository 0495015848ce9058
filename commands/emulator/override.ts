import { ofLayers } from "../../layers/layers";
import { type Contract, outputName } from "../../platform/contract";
import { producersOf } from "../../synthesized/producer";
import { isExpression, textsIn } from "../../synthesized/reference";
import type { Block, Stack } from "../../synthesized/stack";
import { withoutAwsVariables } from "../terraform/aws-variables";
import { canApply, type Judge, missingOutputs, selectResources } from "./applicable";
import { type Emulator, loadEmulator } from "./definition";
import { currentEndpoint } from "./endpoint";
import { stateLocation } from "./state";

/** Name of the file that Terraform merges over the synthesized `cdk.tf.json` in the same folder. */
export const overrideFile = "emulator_override.tf.json";

/** Arguments that every AWS provider block needs against the emulator. */
export function emulatorProviderSettings(emulator: Emulator = loadEmulator()): Record<string, unknown> {
  return { ...emulator.terraform.provider, allowed_account_ids: [emulator.account] };
}

/**
 * Variables of a Terraform process that works against the running emulator. Every other AWS variable and file of the
 * caller is hidden, so that no real account is ever asked.
 * @throws UserError when no emulator runs
 */
export async function emulatorEnvironment(emulator: Emulator = loadEmulator()): Promise<Record<string, string>> {
  const endpoint = await currentEndpoint(emulator);
  const own = Object.entries(emulator.terraform.environment).map(([name, value]) => [
    name,
    value.replaceAll("{endpoint}", endpoint),
  ]);
  return { ...withoutAwsVariables(), ...Object.fromEntries(own) };
}

/**
 * What a stack needs on top of its synthesized JSON to live in the emulator: provider settings, a backend there, and
 * readers that know the backend and replace outputs that the emulator cannot produce.
 * @param stacks all synthesized stacks, to look producers up in
 * @param judge what is applied. Default: everything that the emulator can apply
 */
export function overrideJson(
  stack: Stack,
  stacks: readonly Stack[],
  emulator: Emulator,
  judge: Judge = canApply(emulator),
): Block {
  const settings = emulatorProviderSettings(emulator);
  const provider = Object.fromEntries(
    Object.entries(stack.json.provider).map(([name, blocks]) => [
      name,
      blocks.map(({ alias }) => (alias === undefined ? settings : { alias, ...settings })),
    ]),
  );
  const readers = [...producersOf(stack, stacks)].map(([id, producer]) => [
    id,
    readerOverride(producer, emulator, judge),
  ]);
  const resources = Object.entries(stack.json.resource ?? {}).flatMap(([type, byId]) => {
    const placed = emulator.arguments[type];
    return placed ? [[type, Object.fromEntries(Object.keys(byId).map((id) => [id, placed]))]] : [];
  });
  return {
    terraform: { backend: { s3: { ...stateLocation(stack), ...emulator.terraform.backend } } },
    provider,
    ...(readers.length > 0 && { data: { terraform_remote_state: Object.fromEntries(readers) } }),
    ...(resources.length > 0 && { resource: Object.fromEntries(resources) }),
  };
}

/** All that makes a stack another one in the emulator: what is put over it, and what is not applied. */
export function settingOf(stack: Stack, stacks: readonly Stack[], emulator: Emulator, judge?: Judge): unknown {
  const { skipped } = selectResources(stack.json, judge ?? canApply(emulator));
  return [overrideJson(stack, stacks, emulator, judge), skipped.map(({ address }) => address)];
}

function readerOverride(producer: Stack, emulator: Emulator, judge: Judge): Block {
  const { bucket, key, region } = stateLocation(producer);
  const missing = missingOutputs(producer.json, selectResources(producer.json, judge));
  const examples = exampleOutputs(producer.layer);
  const defaults = {
    ...literalOutputs(producer),
    ...Object.fromEntries(
      missing.map((name) => [name, withKeysOf(producer.json.output?.[name]?.value, examples[name])]),
    ),
  };
  return {
    backend: "s3",
    config: { bucket, key, region, ...emulator.terraform.backend },
    ...(Object.keys(defaults).length > 0 && { defaults }),
  };
}

/** An example of a map with the keys that the producer publishes: consumers ask for these. Other examples stay as they are. */
function withKeysOf(published: unknown, example: unknown): unknown {
  if (!isMap(published) || !isMap(example)) return example;
  const [first] = Object.values(example);
  return Object.fromEntries(Object.keys(published).map((key) => [key, example[key] ?? first]));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Outputs that name no resource: Terraform leaves them out of the state of a deploy that is limited to targets. */
function literalOutputs({ json }: Stack): Record<string, unknown> {
  const literal = Object.entries(json.output ?? {}).filter(([, { value }]) => !textsIn(value).some(isExpression));
  return Object.fromEntries(literal.map(([name, { value }]) => [name, value]));
}

/** The examples that a layer's contract gives, by output name. */
function exampleOutputs(layer: string): Record<string, unknown> {
  const contracts: Readonly<Record<string, Contract>> = ofLayers("contract");
  const fields = Object.entries(contracts[layer]?.fields ?? {});
  return Object.fromEntries(fields.map(([name, { example }]) => [outputName(name), example]));
}
