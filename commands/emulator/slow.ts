import type { Stack } from "../../synthesized/stack";
import { canApply, canApplySoon, selectResources } from "./applicable";
import type { Emulator } from "./definition";

/** What a run leaves out because the provider waits long for it. */
export interface SlowPart {
  /** The slow types among them, longest first. */
  readonly types: readonly { readonly type: string; readonly count: number; readonly seconds: number }[];
  /** Resources that depend on them. */
  readonly dependents: number;
  /** How much longer it takes with them at most: the longest wait of each stack, as stacks follow one another. */
  readonly seconds: number;
}

/** What of these stacks is left out for speed; undefined when there is nothing. */
export function slowPart(stacks: readonly Stack[], emulator: Emulator): SlowPart | undefined {
  const leftOut = stacks.map(({ json }) => {
    const soon = new Set(selectResources(json, canApplySoon(emulator)).resources);
    return selectResources(json, canApply(emulator)).resources.filter((address) => !soon.has(address));
  });
  const counts = new Map<string, number>();
  for (const address of leftOut.flat()) {
    const type = typeOf(address);
    if (emulator.slow[type]) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;

  const secondsOf = (type: string) => emulator.slow[type]?.seconds ?? 0;
  const types = [...counts].map(([type, count]) => ({ type, count, seconds: secondsOf(type) }));
  const slow = types.reduce((sum, { count }) => sum + count, 0);
  const longest = leftOut.map((addresses) => Math.max(0, ...addresses.map((address) => secondsOf(typeOf(address)))));
  return {
    types: types.sort((a, b) => b.seconds - a.seconds),
    dependents: leftOut.flat().length - slow,
    seconds: longest.reduce((sum, seconds) => sum + seconds, 0),
  };
}

function typeOf(address: string): string {
  return address.split(".")[0] ?? address;
}
