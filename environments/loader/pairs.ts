import type { EnvironmentFrame } from "../../platform/environment";
import type { FileError } from "./errors";
import { type Candidate, errorAt, originOf } from "./merged-environment";
import type { Rule } from "./rule";
import { type Path, valueAt } from "./values";

/** An environment that recovers another, with the environment it recovers. */
export interface Pair<E extends EnvironmentFrame = EnvironmentFrame> {
  readonly follower: Candidate<E>;
  readonly primary: Candidate<E>;
}

export function primaryOf<C extends Candidate>(follower: C, candidates: readonly C[]): C | undefined {
  return candidates.find((other) => other !== follower && other.name === follower.settings.recovers);
}

/** Whether an environment recovers the primary, or could once an error in its file is fixed. */
export function mayRecover(other: Candidate, primary: Candidate, candidates: readonly Candidate[]): boolean {
  const { name, recovers } = other.settings;
  const says = valueAt(other.merged.value, ["recovers"]) !== undefined;
  if (name === undefined || (says && recovers === undefined)) return true;
  return recovers !== undefined && [primary, undefined].includes(primaryOf(other, candidates));
}

/** The environment that recovers the primary; of several the first. */
export function firstFollowerOf<C extends Candidate>(primary: C, candidates: readonly C[]): C | undefined {
  return candidates.find((other) => primaryOf(other, candidates) === primary);
}

/** A rule over the pairs whose primary is one. A second follower is an error as a whole. */
export function eachPair<E extends EnvironmentFrame>(check: (pair: Pair<E>) => FileError[]): Rule<E> {
  return (candidates) =>
    candidates.flatMap((follower) => {
      const primary = primaryOf(follower, candidates);
      if (!primary || primary.settings.recovers !== undefined) return [];
      return firstFollowerOf(primary, candidates) === follower ? check({ follower, primary }) : [];
    });
}

/** The error of a follower whose value does not match its primary's. `allowed` names the value of the primary. */
export function unequal<E extends EnvironmentFrame>(
  { follower, primary }: Pair<E>,
  path: Path,
  { allowed, ...text }: Pick<FileError, "allowed" | "why" | "fix">,
): FileError {
  return errorAt(follower, path, { allowed: `${allowed} (${originOf(primary, path)})`, ...text });
}
