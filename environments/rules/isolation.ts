import { type Candidate, faultAt, placeOf } from "../draft";
import { type Fault, formatPlace } from "../faults";
import { type Path, valueAt } from "../values";
import { each, type Rule } from "./rule";

/** The fault of a value that an earlier environment has too, where the two may not share it. */
function shared(path: Path, mayShare: (one: Candidate, other: Candidate) => boolean, why: string, fix: string): Rule {
  return (candidates) =>
    candidates.flatMap((candidate, index): Fault[] => {
      const value = valueAt(candidate.settings, path);
      const twin = candidates
        .slice(0, index)
        .find((other) => valueAt(other.settings, path) === value && !mayShare(candidate, other));
      if (value === undefined || !twin) return [];
      const allowed = `${twin.name} has it (${formatPlace(placeOf(twin, path))}), and ${why}`;
      return [faultAt(candidate, path, { allowed, fix })];
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
  // A name that stands twice is a fault of its own.
  (one, other) => one.settings.name === other.settings.name,
  "records of one would be those of the other",
  "Give each environment a domain of its own.",
);

/** The only gate between a merged change and production is what GitHub asks of jobs in the environment. */
const reviewersOfProduction: Rule = each((candidate) => {
  const { tier, security } = candidate.settings;
  const { github } = security?.delivery ?? {};
  if (tier !== "production" || github === undefined || github.environment !== undefined) return [];
  const path = ["security", "delivery", "github", "environment"];
  const allowed = "tier production is applied within a GitHub environment, whose reviewers approve it";
  return [faultAt(candidate, path, { allowed, fix: "Name one that has reviewers." })];
});

const reviewersOfTheirOwn = shared(
  ["security", "delivery", "github", "environment"],
  besideProduction,
  "its reviewers would approve for production too",
  "Give production a GitHub environment of its own.",
);

/** Roles that trust the provider of another account let in whom that account lets in. */
const peopleOfTheAccount: Rule = each((candidate) => {
  const { account, security } = candidate.settings;
  const { identity } = security?.personas ?? {};
  const arn = identity && "providerArn" in identity ? identity.providerArn : undefined;
  if (account === undefined || arn === undefined || arn.split(":")[4] === account) return [];
  const path = ["security", "personas", "identity", "providerArn"];
  return [faultAt(candidate, path, { allowed: `a provider of the account ${account}`, fix: "Name that one." })];
});

export const isolationRules: readonly Rule[] = [
  accountsOfProduction,
  statesOfProduction,
  domainsApart,
  reviewersOfProduction,
  reviewersOfTheirOwn,
  peopleOfTheAccount,
];
