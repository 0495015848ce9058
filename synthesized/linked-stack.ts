import { producersOf } from "./producer";
import { outputReference, type Reference } from "./reference";
import { type AddressedBlock, blocksByAddress, constructPath } from "./resource";
import type { Block, Stack } from "./stack";

/** A resource or data source, with where it is. There is one object for each, so two of them can be compared. */
export interface Resource extends AddressedBlock {
  /** Construct path below the stack, as in `flow-logs/role`; the address where cdktf wrote none. */
  readonly path: string;
  /** Region of the provider that it uses. */
  readonly region: string;
  readonly stack: LinkedStack;
}

/** A synthesized stack together with those whose state it reads. */
export interface LinkedStack {
  /** `<environment>-<layer>`. */
  readonly id: string;
  readonly environment: string;
  readonly layer: string;
  /** The AWS account that its default provider is limited to. */
  readonly account: string;
  /** Tags that the default provider puts on everything. */
  readonly tags: Readonly<Record<string, unknown>>;
  /** By address. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** By address, which begins with `data.`. */
  readonly dataSources: ReadonlyMap<string, Resource>;
  /** Values of the outputs, by name. */
  readonly outputs: ReadonlyMap<string, unknown>;
  /** The stacks whose state it reads, by the logical id of the remote-state data source. */
  readonly producers: ReadonlyMap<string, LinkedStack>;
}

/** A value, and the stack whose references it is written with. */
export interface StackValue {
  readonly stack: LinkedStack;
  readonly value: unknown;
}

/**
 * The stacks, each with those it reads.
 * @throws Error when a stack reads one that is not among them, or when a provider lacks what `LinkedStack` tells of it
 */
export function link(stacks: readonly Stack[]): LinkedStack[] {
  const all = stacks.map((stack) => ({ ...stack, producers: new Map<string, LinkedStack>() }));
  const linked = new Map(all.map((stack) => [stack.id, linkedStack(stack, stack.producers)]));
  for (const stack of all) {
    for (const [reader, { id }] of producersOf(stack, stacks)) {
      const producer = linked.get(id);
      if (producer) stack.producers.set(reader, producer);
    }
  }
  return [...linked.values()];
}

/** A stack without those it reads: what it reads of them is not known. @throws Error as `link` does */
export function alone(stack: Stack): LinkedStack {
  return linkedStack(stack, new Map());
}

function linkedStack(stack: Stack, producers: ReadonlyMap<string, LinkedStack>): LinkedStack {
  const { id, environment, layer, json } = stack;
  const home = providerOf(stack, undefined);
  const [account, ...otherAccounts] = (home.allowed_account_ids ?? []) as string[];
  if (account === undefined || otherAccounts.length > 0) {
    throw new Error(
      `${id}: expected one allowed_account_ids in the default provider, got ${home.allowed_account_ids}.`,
    );
  }
  const resources = new Map<string, Resource>();
  const dataSources = new Map<string, Resource>();
  const outputs = Object.entries(json.output ?? {}).map(([name, { value }]) => [name, value] as const);
  const [{ tags = {} } = {}] = (home.default_tags ?? []) as { tags?: Block }[];
  const linked = {
    id,
    environment,
    layer,
    account,
    tags,
    resources,
    dataSources,
    outputs: new Map(outputs),
    producers,
  };
  for (const [address, addressed] of blocksByAddress(json)) {
    const { block } = addressed;
    const alias = typeof block.provider === "string" ? block.provider.split(".")[1] : undefined;
    const path = constructPath(id, block) ?? address;
    const resource = { ...addressed, path, region: String(providerOf(stack, alias).region), stack: linked };
    (address.startsWith("data.") ? dataSources : resources).set(address, resource);
  }
  return linked;
}

/** The configuration of the AWS provider with an alias, or of the default one. */
function providerOf({ id, json }: Stack, alias: string | undefined): Block {
  const found = json.provider.aws?.find((block) => block.alias === alias);
  if (typeof found?.region === "string") return found;
  throw new Error(
    `${id}: expected an AWS provider ${alias ?? "without an alias"} with a region, got ${found && "none"}.`,
  );
}

/** The resource or data source at an address. */
export function blockAt({ resources, dataSources }: LinkedStack, address: string): Resource | undefined {
  return resources.get(address) ?? dataSources.get(address);
}

/** What a reference reads of another stack's state; undefined where it reads none, or where there is no such output. */
export function published({ producers }: LinkedStack, reference: Reference): StackValue | undefined {
  const { reader = "", output = "", key } = outputReference(reference) ?? {};
  const stack = producers.get(reader);
  const whole = stack?.outputs.get(output);
  const value = key !== undefined && isMap(whole) ? whole[key] : whole;
  return stack && value !== undefined ? { stack, value } : undefined;
}

/** Whether a value is a map of values, as some outputs are. */
export function isMap(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
