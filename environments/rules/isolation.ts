import { type FileError, formatPlace } from "../loader/errors";
import { type Candidate, errorAt, placeOf } from "../loader/merged-environment";
import { type Path, valueAt } from "../loader/values";
import type { Rule } from "./rule";

/** The error of a value that an earlier environment has too, where the two may not share it. */
function shared(path: Path, mayShare: (one: Candidate, other: Candidate) => boolean, why: string, fix: string): Rule {
  return (candidates) =>
    candidates.flatMap((candidate, index): FileError[] => {
      const value = valueAt(candidate.settings, path);
      const twin = candidates
        .slice(0, index)
        .find((other) => valueAt(other.settings, path) === value && !mayShare(candidate, other));
      if (value === undefined || !twin) return [];
      const allowed = `${twin.name} has it (${formatPlace(placeOf(twin, path))}), and ${why}`;
      return [errorAt(candidate, path, { allowed, fix })];
    });
}

/** Production stands apart. Those that recover one another, in whatever tiers, are for another rule to judge. */
const besideProduction = (one: Candidate, other: Candidate) =>
  one.tier === undefined ||
  other.tier === undefined ||
  (one.tier === "production") === (other.tier === "production") ||
  one.settings.recovers === other.settings.name;

const accountsOfProduction = shared(
  ["account"],
  besideProduction,
  "whoever may change what is not production could reach what is",
  "Give production an account of its own.",
);

/** Roles of the pipeline write to all of their bucket. */
const statesOfProduction = shared(
  ["state", "bucket"],
  besideProduction,
  "the pipeline of the other could write the states of production",
  "Give production a bucket of its own.",
);

const domainsApart = shared(
  ["domain"],
  // A name that stands twice is an error of its own.
  (one, other) => one.settings.name === other.settings.name,
  "records of one would be those of the other",
  "Give each environment a domain of its own.",
);

const reviewersOfTheirOwn = shared(
  ["security", "delivery", "github", "environment"],
  besideProduction,
  "its reviewers would approve for production too",
  "Give production a GitHub environment of its own.",
);

export const isolationRules: readonly Rule[] = [
  accountsOfProduction,
  statesOfProduction,
  domainsApart,
  reviewersOfTheirOwn,
];
