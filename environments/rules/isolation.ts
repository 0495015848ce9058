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
      const allowed = `a value other than that of ${twin.name} (${formatPlace(placeOf(twin, path))})`;
      return [errorAt(candidate, path, { allowed, why, fix })];
    });
}

/** Production shares nothing with other tiers. Another rule checks environments that recover one another. */
const besideProduction = (one: Candidate, other: Candidate) =>
  one.tier === undefined ||
  other.tier === undefined ||
  (one.tier === "production") === (other.tier === "production") ||
  one.settings.recovers === other.settings.name;

const accountsOfProduction = shared(
  ["account"],
  besideProduction,
  "users who may change the other environment could reach production",
  "Give production a separate account.",
);

/** Roles of the pipeline write to all of their bucket. */
const statesOfProduction = shared(
  ["state", "bucket"],
  besideProduction,
  "the pipeline of the other environment could write the states of production",
  "Give production a separate bucket.",
);

const domainsApart = shared(
  ["domain"],
  // Another rule reports environments with the same name.
  (one, other) => one.settings.name === other.settings.name,
  "the DNS records of the two would overwrite each other",
  "Give each environment a different domain.",
);

const reviewersOfTheirOwn = shared(
  ["security", "delivery", "github", "environment"],
  besideProduction,
  "its reviewers would approve deployments to production too",
  "Give production a separate GitHub environment.",
);

export const isolationRules: readonly Rule[] = [
  accountsOfProduction,
  statesOfProduction,
  domainsApart,
  reviewersOfTheirOwn,
];
