import { tiers } from "../../platform/environment";
import { formatPlace } from "../loader/errors";
import { errorAt, placeOf } from "../loader/merged-environment";
import { eachPair, firstFollowerOf, mayRecover, primaryOf, unequal } from "../loader/pairs";
import { nodeAt } from "../loader/source";
import { didYouMean } from "../loader/suggest";
import { copiesRules } from "./recovery-copies";
import type { Rule } from "./rule";

const recoversAPrimary: Rule = (candidates) =>
  candidates.flatMap((follower) => {
    const { recovers } = follower.settings;
    if (recovers === undefined) return [];
    const primary = primaryOf(follower, candidates);
    if (primary?.settings.recovers !== undefined) {
      const place = formatPlace(placeOf(primary, ["recovers"]));
      const allowed = "an environment that recovers no other";
      const why = `${primary.name} recovers ${primary.settings.recovers} (${place})`;
      return [errorAt(follower, ["recovers"], { allowed, why, fix: "Name another, or remove the line." })];
    }
    if (primary) return [];
    const others = candidates.filter((other) => other !== follower && other.settings.recovers === undefined);
    const names = others.map(({ name }) => name);
    const allowed = `the name of another environment (${names.join(", ") || "there is none"})`;
    return [
      errorAt(follower, ["recovers"], { allowed, fix: didYouMean(recovers, names, "Name one, or remove the line.") }),
    ];
  });

/** What is copied has one destination: two states that both own a bucket's replication overwrite each other. */
const onceOnly: Rule = (candidates) =>
  candidates.flatMap((follower) => {
    const primary = primaryOf(follower, candidates);
    const first = primary && firstFollowerOf(primary, candidates);
    if (!first || first === follower) return [];
    const place = formatPlace(placeOf(first, ["recovers"]));
    const allowed = "an environment that no other recovers";
    const why = `${first.name} recovers ${primary.name} already (${place})`;
    return [errorAt(follower, ["recovers"], { allowed, why, fix: "Name another, or remove the line." })];
  });

/** ECR keeps one configuration of copies per account and region, which the follower's state owns. */
const imagesOnce: Rule = (candidates) => {
  const pairs = candidates.flatMap((follower) => {
    const primary = primaryOf(follower, candidates);
    const { account, region, application } = primary?.settings ?? {};
    const hasImages = Object.keys(application?.services ?? {}).length > 0;
    return account && region && hasImages ? [{ follower, primary, registry: `${account} in ${region}` }] : [];
  });
  return pairs.flatMap(({ follower, primary, registry }) => {
    const first = pairs.find((other) => other.registry === registry);
    // A second follower of one primary is an error as a whole.
    if (!first || first.follower === follower || first.primary === primary) return [];
    const place = formatPlace(placeOf(first.follower, ["recovers"]));
    const allowed = `${first.follower.name} has the images of account ${registry} copied already (${place})`;
    const fix = "Give one of the two primaries another account or region, or no services.";
    return [errorAt(follower, ["recovers"], { allowed, fix })];
  });
};

const otherRegion: Rule = eachPair((pair) => {
  const { region } = pair.primary.settings;
  if (region === undefined || pair.follower.settings.region !== region) return [];
  const allowed = `a region other than that of ${pair.primary.name}`;
  return [unequal(pair, ["region"], { allowed, fix: "Name another region." })];
});

const sameOrganization: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.organization, pair.primary.settings.organization];
  if (own === undefined || theirs === undefined || own === theirs) return [];
  const allowed = `the organization of ${pair.primary.name}, ${theirs}`;
  const why = "its resources are found by that name";
  return [unequal(pair, ["organization"], { allowed, why, fix: `Set it to ${theirs}.` })];
});

/** KMS replicates no key to another account, and one set of credentials works on both sides of every replication. */
const sameAccount: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.account, pair.primary.settings.account];
  if (own === undefined || theirs === undefined || own === theirs) return [];
  const allowed = `the account of ${pair.primary.name}, ${theirs}`;
  return [unequal(pair, ["account"], { allowed, fix: `Set it to "${theirs}".` })];
});

const sameTier: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.tier, pair.primary.settings.tier];
  if (own === undefined || theirs === undefined || tiers.indexOf(own) >= tiers.indexOf(theirs)) return [];
  const allowed = `at least the tier of ${pair.primary.name}, ${theirs}`;
  const why = "a failover must not lower the protection";
  return [unequal(pair, ["tier"], { allowed, why, fix: `Set it to ${theirs}.` })];
});

const loadMustFit = "its load must fit after a failover";

const asManyZones: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.zones, pair.primary.settings.zones];
  if (!own || !theirs || own.length >= theirs.length) return [];
  const allowed = `at least the ${theirs.length} zones of ${pair.primary.name}`;
  return [unequal(pair, ["zones"], { allowed, why: loadMustFit, fix: `Name ${theirs.length} zones.` })];
});

const asLargeARange: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.network?.cidr, pair.primary.settings.network?.cidr];
  const prefix = (cidr: string) => Number(cidr.split("/")[1]);
  if (own === undefined || theirs === undefined || prefix(own) <= prefix(theirs)) return [];
  const allowed = `a range as large as that of ${pair.primary.name}, ${theirs}`;
  const fix = `Choose a range of /${prefix(theirs)}.`;
  return [unequal(pair, ["network", "cidr"], { allowed, why: loadMustFit, fix })];
});

const natLikeThePrimary: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.network?.natPerAz, pair.primary.settings.network?.natPerAz];
  if (own !== false || theirs !== true) return [];
  const allowed = `one NAT gateway per zone (true), as in ${pair.primary.name}`;
  return [unequal(pair, ["network", "natPerAz"], { allowed, why: loadMustFit, fix: "Set it to true." })];
});

/** KMS fixes at creation whether a key is a multi-Region key: it is too late on the day of the failover. */
const keysToReplicate: Rule = eachPair(({ follower, primary }) => {
  if (primary.settings.security?.keys?.multiRegion !== false) return [];
  const place = formatPlace(placeOf(follower, ["recovers"]));
  const why = `${follower.name} recovers ${primary.name} (${place}) and needs replicas of its keys`;
  return [errorAt(primary, ["security", "keys", "multiRegion"], { allowed: "true", why, fix: "Set it to true." })];
});

/** A trail of the follower is as good as the primary's, or neither can be relied on. */
const archiveLikeThePrimary: Rule = eachPair((pair) => {
  const { follower, primary } = pair;
  // A different tier is a separate error.
  if (follower.tier !== primary.tier) return [];
  const [own, theirs] = [follower.settings.security?.logArchive, primary.settings.security?.logArchive];
  const rank = (lock = "") => ["none", "governance", "compliance"].indexOf(lock);
  const isWeaker = own?.objectLock !== undefined && rank(own.objectLock) < rank(theirs?.objectLock);
  const isShorter = (own?.retentionDays ?? Number.POSITIVE_INFINITY) < (theirs?.retentionDays ?? 0);
  const error = (key: string, allowed: string) =>
    unequal(pair, ["security", "logArchive", key], {
      allowed: `${allowed}, as in ${primary.name}`,
      fix: "Remove the line.",
    });
  return [
    ...(isWeaker ? [error("objectLock", `${theirs?.objectLock}`)] : []),
    ...(isShorter ? [error("retentionDays", `${theirs?.retentionDays} days or more`)] : []),
  ];
});

/** People and secrets of a pair are the primary's: settings of the follower would have no effect. */
const onlyThePrimarySays: Rule = eachPair(({ follower, primary }) =>
  [
    ["security", "personas"],
    ["security", "secrets"],
  ].flatMap((path) => {
    if (nodeAt(follower.source.root, path) === undefined) return [];
    const text = { allowed: "no such section", why: `that of ${primary.name} applies to both environments` };
    return [errorAt(follower, path, { seen: "one", ...text, fix: `Remove it, or move it to ${primary.name}.` })];
  }),
);

/** IAM knows no regions: the primary's people and boundary are the only ones of the account. */
const reachedByPeople: Rule = eachPair(({ follower, primary }) => {
  const { name, region } = follower.settings;
  const { alsoIn } = primary.settings.security?.personas ?? {};
  if (!alsoIn || name === undefined || region === undefined || region === primary.settings.region) return [];
  if (alsoIn.some((site) => site.environment === name && site.region === region)) return [];
  const place = formatPlace(placeOf(follower, ["recovers"]));
  const allowed = `an item for ${name}, which recovers ${primary.name} (${place})`;
  const why = "the two share one set of roles";
  const fix = `Add { environment: ${name}, region: ${region} }.`;
  return [errorAt(primary, ["security", "personas", "alsoIn"], { allowed, why, fix })];
});

/** Permissions in an environment that does not exist yet would go unreviewed when it is added. */
const peopleReachFollowersOnly: Rule = (candidates) =>
  candidates.flatMap((primary) =>
    (primary.settings.security?.personas?.alsoIn ?? []).flatMap(({ environment }, index) => {
      const named = candidates.find(({ name }) => name === environment);
      if (named && mayRecover(named, primary, candidates)) return [];
      const allowed = `an environment that recovers ${primary.name}`;
      const path = ["security", "personas", "alsoIn", index, "environment"];
      return [errorAt(primary, path, { allowed, fix: "Remove it, or set recovers there." })];
    }),
  );

const statesItsRecovery: Rule = eachPair(({ follower, primary }) => {
  if (primary.settings.recovery !== undefined || primary.settings.name === undefined) return [];
  const allowed = "an environment with a recovery section";
  const fix = `Add recovery to ${primary.source.file}: region, strategy and objectives.`;
  return [errorAt(follower, ["recovers"], { allowed, fix })];
});

const recoveredWhereItSays: Rule = eachPair(({ follower, primary }) => {
  const [own, named] = [follower.settings.region, primary.settings.recovery?.region];
  if (own === undefined || named === undefined || own === named || own === primary.settings.region) return [];
  const place = formatPlace(placeOf(follower, ["region"]));
  const allowed = `${own}, the region of ${follower.name} (${place})`;
  return [errorAt(primary, ["recovery", "region"], { allowed, fix: `Set it to ${own}.` })];
});

/** Copies in a region without an environment to take over cost money and cannot be used. */
const recoveredBySomebody: Rule = (candidates) =>
  candidates.flatMap((primary) => {
    const { recovery, recovers } = primary.settings;
    if (recovery === undefined) return [];
    if (candidates.some((other) => other !== primary && mayRecover(other, primary, candidates))) return [];
    const isOwn = placeOf(primary, ["recovery"]).file === primary.source.file;
    const away = isOwn ? "Remove it" : "Move it to the file of the environment that is recovered";
    const [allowed, fix] =
      recovers === undefined
        ? [`an environment with recovers: ${primary.name}`, `${away}, or add the environment.`]
        : [`no recovery section in ${primary.name}, which recovers ${recovers}`, `${away}.`];
    return [errorAt(primary, ["recovery"], { seen: recovers === undefined ? "none" : "one", allowed, fix })];
  });

export const recoveryRules: readonly Rule[] = [
  recoversAPrimary,
  onceOnly,
  imagesOnce,
  otherRegion,
  sameOrganization,
  sameAccount,
  sameTier,
  asManyZones,
  asLargeARange,
  natLikeThePrimary,
  keysToReplicate,
  archiveLikeThePrimary,
  onlyThePrimarySays,
  reachedByPeople,
  peopleReachFollowersOnly,
  statesItsRecovery,
  recoveredWhereItSays,
  recoveredBySomebody,
  ...copiesRules,
];
