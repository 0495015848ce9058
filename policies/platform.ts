import type { LinkedStack, Resource } from "../synthesized/linked-stack";
import { targetsIn } from "../synthesized/target";
import type { Finding, Platform, Tier } from "./types";

const tiers: readonly Tier[] = ["sandbox", "nonproduction", "production"];

/** The tier that an environment's stacks are tagged with. @throws Error when they are tagged with none */
export function tierOf({ id, tags }: LinkedStack): Tier {
  const tier = tiers.find((candidate) => candidate === tags.tier);
  if (tier === undefined)
    throw new Error(`${id}: expected the default tag tier to be ${tiers.join(", ")}, got ${tags.tier}.`);
  return tier;
}

/** Whether a tier is `floor` or more. */
export function isAtLeast(tier: Tier, floor: Tier): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(floor);
}

/** All resources of the platform, of the given types or of any. */
export function resourcesOf({ stacks }: Platform, ...types: readonly string[]): Resource[] {
  const all = stacks.flatMap(({ resources }) => [...resources.values()]);
  return types.length === 0 ? all : all.filter(({ type }) => types.includes(type));
}

/** A finding for each text that `errorsOf` says of a resource of the type. */
export function findingsOf(
  platform: Platform,
  type: string,
  errorsOf: (resource: Resource) => readonly string[],
): Finding[] {
  return resourcesOf(platform, type).flatMap((resource) => errorsOf(resource).map((detail) => ({ resource, detail })));
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

/** A value as Terraform takes it: a text of a boolean or a whole number becomes one, at any depth. */
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

/** Whether two resources are in one region of one account. */
export function areNeighbors(one: Resource, other: Resource): boolean {
  return one.stack.account === other.stack.account && one.region === other.region;
}

/** The resources, without data sources, that a value refers to: in the same stack or through outputs of those it reads. */
export function targetsOf(stack: LinkedStack, value: unknown): Resource[] {
  return targetsIn(stack, value)
    .map(({ resource }) => resource)
    .filter(({ address }) => !address.startsWith("data."));
}

/** Resources of a type that point at `target` with an attribute, wherever they are. */
export function pointingAt(platform: Platform, target: Resource, type: string, attribute: string): Resource[] {
  return resourcesOf(platform, type).filter(({ stack, block }) =>
    targetsOf(stack, valuesAt(block, attribute)).includes(target),
  );
}
