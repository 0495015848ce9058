import type { EnvironmentFrame } from "../../platform/environment";
import type { Named } from "../../platform/name-rules";
import type { FileError } from "./errors";
import type { Candidate } from "./merged-environment";

/**
 * Something that must hold between values of an environment or between environments, and that no type can say.
 * Pure. A value that is missing from `settings` is a separate error: a rule skips what needs it.
 * `E` is what the rule looks at: the frame, with one section for a rule of a layer.
 * @param candidates every environment; primaries before the environments that recover them, lower tiers first
 */
export type Rule<E extends EnvironmentFrame = EnvironmentFrame> = (candidates: readonly Candidate<E>[]) => FileError[];

/** A rule that looks at one environment at a time. */
export function each<E extends EnvironmentFrame>(check: (candidate: Candidate<E>) => FileError[]): Rule<E> {
  return (candidates) => candidates.flatMap(check);
}

/** The same, about names: it gets what they are put together from, and skips environments that lack a part of it. */
export function eachNamed<E extends EnvironmentFrame>(
  check: (candidate: Candidate<E>, named: Named) => FileError[],
): Rule<E> {
  return each((candidate) => {
    const { organization, name, account, region }: Partial<Named> = candidate.settings;
    return organization && name && account && region ? check(candidate, { organization, name, account, region }) : [];
  });
}
