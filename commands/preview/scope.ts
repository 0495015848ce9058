import picomatch from "picomatch";
import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";

/** The environments that were asked for, and the stacks to plan for them. */
export interface Scope {
  readonly environments: readonly string[];
  /** The environments' stacks and all stacks they read, producers first. */
  readonly stacks: readonly Stack[];
}

/**
 * The environments whose names match any of the patterns, with the producers they need.
 * @throws UserError when a pattern matches no environment
 */
export function previewScope(all: readonly Stack[], patterns: readonly string[]): Scope {
  const environments = environmentsOf(all, patterns);
  return { environments, stacks: withProducers(all, ({ environment }) => environments.includes(environment)) };
}

/** The stacks that are wanted and all that they read, producers first. */
export function withProducers(all: readonly Stack[], isWanted: (stack: Stack) => boolean): Stack[] {
  const needed = new Set<string>();
  const need = (id: string): void => {
    if (needed.has(id)) return;
    needed.add(id);
    for (const producer of all.find((stack) => stack.id === id)?.dependencies ?? []) need(producer);
  };
  for (const stack of all) if (isWanted(stack)) need(stack.id);
  return inOrder(all.filter(({ id }) => needed.has(id)));
}

/**
 * The names of the environments that match any of the patterns.
 * @throws UserError when a pattern matches none
 */
export function environmentsOf(stacks: readonly Stack[], patterns: readonly string[]): string[] {
  const names = [...new Set(stacks.map(({ environment }) => environment))];
  for (const pattern of patterns) {
    if (!names.some((name) => picomatch.isMatch(name, pattern))) {
      throw new UserError(`No environment matches "${pattern}". The environments are ${names.join(", ")}.`);
    }
  }
  return names.filter((name) => picomatch.isMatch(name, [...patterns]));
}

/** Producers before their consumers, by environment. */
export function inOrder(stacks: readonly Stack[]): Stack[] {
  const ordered = new Set<Stack>();
  const visit = (stack: Stack): void => {
    for (const producer of stacks) {
      if (producer !== stack && stack.dependencies.includes(producer.id) && !ordered.has(producer)) visit(producer);
    }
    ordered.add(stack);
  };
  for (const stack of stacks) visit(stack);
  return [...ordered];
}
