import type { Platform, PolicyStack, Resource, Tier } from "./types";

const tiers: readonly Tier[] = ["sandbox", "nonproduction", "production"];

/** Whether a tier is `floor` or more. */
export function isAtLeast(tier: Tier, floor: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(floor);
}

/** All resources of the platform, of the given types or of any. */
export function resourcesOf({ stacks }: Platform, ...types: readonly string[]): Resource[] {
  const all = stacks.flatMap(({ resources }) => [...resources.values()]);
  return types.length === 0 ? all : all.filter(({ type }) => types.includes(type));
}

/** Groups things by a key, in the order in which the keys come up. */
export function groupBy<T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return groups;
}

/** A value as Terraform takes it: a text that stands for a boolean or a whole number is one, at any depth. */
function converted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, converted(inner)]));
  }
  if (value === "true" || value === "false") return value === "true";
  return typeof value === "string" && /^(0|[1-9]\d{0,14})$/.test(value) ? Number(value) : value;
}

/**
 * Every value at a path of attribute names, as in `rule.filter.prefix`. Nested blocks may be one object or a list of
 * them; all are looked into. Lists at the end of the path are taken apart. Texts that Terraform reads as a boolean or a
 * whole number are given as one.
 */
export function valuesAt(value: unknown, path: string): unknown[] {
  const step = (found: unknown[], key: string) =>
    found.flatMap((item) => {
      const inner = typeof item === "object" && item !== null ? (item as Record<string, unknown>)[key] : undefined;
      return inner === undefined ? [] : itemsOf(inner);
    });
  return path.split(".").reduce(step, itemsOf(value)).map(converted);
}

/** The first value at a path, or undefined. What a rule compares with a boolean or a number is read with it. */
export function valueAt(value: unknown, path: string): unknown {
  return valuesAt(value, path)[0];
}

/** A list as it is, anything else as the only item of one. */
export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Whether an argument is on. The provider takes some booleans as text. */
export function isOn(value: unknown): boolean {
  return value === true || value === "true";
}

/** Whether two resources stand in one region of one account. */
export function areNeighbors(one: Resource, other: Resource): boolean {
  return one.stack.account === other.stack.account && one.region === other.region;
}

const reference =
  /data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)(?:\.([\w-]+)|\["([^"]+)"\])?|(?<![\w.])(aws_\w+)\.([\w-]+)/g;

/** The resources that a value refers to, in the same stack or through the outputs of the stacks it reads. */
export function targetsOf(stack: PolicyStack, value: unknown): Resource[] {
  if (Array.isArray(value)) return value.flatMap((item) => targetsOf(stack, item));
  if (typeof value !== "string" || !value.includes("${")) return [];
  return [...value.matchAll(reference)].flatMap(([, reader, output, key, quotedKey, type, name]) => {
    if (reader !== undefined && output !== undefined) {
      const producer = stack.producers.get(reader);
      return producer ? targetsOf(producer, entriesOf(producer.outputs.get(output), key ?? quotedKey, value)) : [];
    }
    return stack.resources.get(`${type}.${name}`) ?? [];
  });
}

/** What a text reads of an output: of a map the entry of the key, else those whose keys it names, else all. */
function entriesOf(output: unknown, key: string | undefined, text: string): unknown {
  if (typeof output !== "object" || output === null || Array.isArray(output)) return output;
  const entries = Object.entries(output);
  const named = entries.filter(([name]) => (key === undefined ? text.includes(`"${name}"`) : name === key));
  return (named.length > 0 ? named : entries).map(([, value]) => value);
}

/** Resources of a type that point at `target` with an attribute, wherever they stand. */
export function pointingAt(platform: Platform, target: Resource, type: string, attribute: string): Resource[] {
  return resourcesOf(platform, type).filter(({ stack, block }) =>
    targetsOf(stack, valuesAt(block, attribute)).includes(target),
  );
}
