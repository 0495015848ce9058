import type { Stack } from "../../synthesized/stack";

/** Environments that depend on each other and so have to be merged into one root. */
export interface EnvironmentGroup {
  /** Names of the environments, joined with `+`. */
  readonly name: string;
  readonly stacks: readonly Stack[];
}

/** The environments in as few groups as their dependencies allow: a recovery environment goes with its primary. */
export function environmentGroups(stacks: readonly Stack[]): EnvironmentGroup[] {
  const environmentOf = new Map(stacks.map((stack) => [stack.id, stack.environment]));
  let groups: Set<string>[] = [];
  for (const stack of stacks) {
    const linked = [stack.id, ...stack.dependencies].flatMap((id) => environmentOf.get(id) ?? []);
    const touched = groups.filter((group) => linked.some((name) => group.has(name)));
    const merged = new Set([...touched.flatMap((group) => [...group]), ...linked]);
    groups = [...groups.filter((group) => !touched.includes(group)), merged];
  }
  return groups.map((group) => ({
    name: [...group].sort().join("+"),
    stacks: stacks.filter((stack) => group.has(stack.environment)),
  }));
}
