import { type Candidate, faultAt, originOf } from "../draft";
import type { Fault } from "../faults";
import { type Path, valueAt } from "../values";
import type { Rule } from "./rule";

/** An environment that recovers another, with the environment it recovers. */
export interface Pair {
  readonly follower: Candidate;
  readonly primary: Candidate;
}

export function primaryOf(follower: Candidate, candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.find((other) => other !== follower && other.name === follower.settings.recovers);
}

/** Whether an environment recovers the primary, or could once a fault in its file is mended. */
export function mayRecover(other: Candidate, primary: Candidate, candidates: readonly Candidate[]): boolean {
  const { name, recovers } = other.settings;
  const says = valueAt(other.merged.value, ["recovers"]) !== undefined;
  if (name === undefined || (says && recovers === undefined)) return true;
  return recovers !== undefined && [primary, undefined].includes(primaryOf(other, candidates));
}

/** The environment that recovers the primary; of several the first. */
export function firstFollowerOf(primary: Candidate, candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.find((other) => primaryOf(other, candidates) === primary);
}

/** A rule over the pairs whose primary is one. A second follower is a fault as a whole. */
export function eachPair(check: (pair: Pair) => Fault[]): Rule {
  return (candidates) =>
    candidates.flatMap((follower) => {
      const primary = primaryOf(follower, candidates);
      if (!primary || primary.settings.recovers !== undefined) return [];
      return firstFollowerOf(primary, candidates) === follower ? check({ follower, primary }) : [];
    });
}

/** The fault of a follower whose value does not stand up to its primary's; `allowed` says what must hold. */
export function unequal({ follower, primary }: Pair, path: Path, allowed: string, fix: string): Fault {
  return faultAt(follower, path, { allowed: `${allowed} (${originOf(primary, path)})`, fix });
}
