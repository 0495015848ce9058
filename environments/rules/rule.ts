import type { Named } from "../../platform/names";
import type { Candidate } from "../draft";
import type { Fault } from "../faults";

/**
 * Something that must hold between values of an environment or between environments, and that no type can say.
 * Pure. A value that is missing from `settings` is a fault of its own: a rule skips what it would need it for.
 * @param candidates every environment; primaries before the environments that recover them, lower tiers first
 */
export type Rule = (candidates: readonly Candidate[]) => Fault[];

/** A rule that looks at one environment at a time. */
export function each(check: (candidate: Candidate) => Fault[]): Rule {
  return (candidates) => candidates.flatMap(check);
}

/** The same, about names: it gets what they are put together from, and skips environments that lack a part of it. */
export function eachNamed(check: (candidate: Candidate, named: Named) => Fault[]): Rule {
  return each((candidate) => {
    const { organization, name, account, region } = candidate.settings;
    return organization && name && account && region ? check(candidate, { organization, name, account, region }) : [];
  });
}
