import type { LinkedStack, Resource } from "../../synthesized/linked-stack";
import { targetsIn } from "../../synthesized/target";
import { textOf } from "../../synthesized/value";

/** How a resource is called in messages: `dev-network: aws_subnet.vpc_data_a`. */
export function nameOf({ stack, address }: Resource): string {
  return `${stack.id}: ${address}`;
}

/** The resources of one environment, whose arguments are read strictly: nothing is guessed. */
export class EnvironmentResources {
  /** Every resource of the environment. */
  readonly all: readonly Resource[];

  /** @param environment name of the environment, among those of the stacks */
  constructor(stacks: readonly LinkedStack[], environment: string) {
    const own = stacks.filter((stack) => stack.environment === environment);
    this.all = own.flatMap(({ resources }) => [...resources.values()]);
  }

  /** Resources of the given types. */
  ofType(...types: readonly string[]): readonly Resource[] {
    return this.all.filter(({ type }) => types.includes(type));
  }
}

/** The resources and data sources of the given types that an argument refers to. @throws Error when a part of it refers to anything else */
export function referredResources(from: Resource, argument: string, ...types: readonly string[]): readonly Resource[] {
  return [from.block[argument] ?? []].flat().flatMap((value) => {
    const resources = targetsIn(from.stack, value).map(({ resource }) => resource);
    if (resources.length === 0 || resources.some(({ type }) => !types.includes(type))) {
      const seen = JSON.stringify(value);
      throw new Error(
        `${nameOf(from)}: expected ${argument} to refer to ${types.join(" or ")} of a stack, got ${seen}.`,
      );
    }
    return resources;
  });
}

/** The one resource or data source that an argument refers to. @throws Error when it refers to none or several */
export function referredResource(from: Resource, argument: string, ...types: readonly string[]): Resource {
  const [first, ...more] = referredResources(from, argument, ...types);
  if (!first || more.length > 0)
    throw new Error(`${nameOf(from)}: ${argument} must refer to one ${types.join(" or ")}.`);
  return first;
}

/** The text of a value, through arguments it refers to. @throws Error when it is known only after apply */
export function knownText(from: Resource, value: unknown): string {
  const text = textOf(from.stack, value);
  if (text !== undefined) return text;
  throw new Error(`${nameOf(from)}: ${JSON.stringify(value)} is not known before apply. Write the value itself.`);
}
