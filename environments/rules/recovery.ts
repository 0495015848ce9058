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
      const allowed = `${primary.name} recovers ${primary.settings.recovers} itself (${place})`;
      return [errorAt(follower, ["recovers"], { allowed, fix: "Name an environment that recovers no other." })];
    }
    if (primary) return [];
    const others = candidates.filter((other) => other !== follower && other.settings.recovers === undefined);
    const names = others.map(({ name }) => name);
    const allowed = `the name of another environment: ${names.join(", ") || "there is none"}`;
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
    const allowed = `an environment that no other recovers; ${first.name} recovers ${primary.name} already (${place})`;
    return [errorAt(follower, ["recovers"], { allowed, fix: "Name another, or remove the line." })];
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
  return [unequal(pair, ["region"], `${pair.primary.name} stands in that region`, "Name another region.")];
});

const sameOrganization: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.organization, pair.primary.settings.organization];
  if (own === undefined || theirs === undefined || own === theirs) return [];
  const allowed = `${pair.primary.name} belongs to ${theirs}, and its resources are found by that name`;
  return [unequal(pair, ["organization"], allowed, `Set it to ${theirs}.`)];
});

/** KMS replicates no key to another account, and one set of credentials works on both sides of every replication. */
const sameAccount: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.account, pair.primary.settings.account];
  if (own === undefined || theirs === undefined || own === theirs) return [];
  const allowed = `${pair.primary.name} stands in account ${theirs}, and is recovered within it`;
  return [unequal(pair, ["account"], allowed, `Set it to "${theirs}".`)];
});

const sameTier: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.tier, pair.primary.settings.tier];
  if (own === undefined || theirs === undefined || tiers.indexOf(own) >= tiers.indexOf(theirs)) return [];
  const allowed = `${pair.primary.name} is of tier ${theirs}, and a failover must not lower the protection`;
  return [unequal(pair, ["tier"], allowed, `Set it to ${theirs}.`)];
});

const asManyZones: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.zones, pair.primary.settings.zones];
  if (!own || !theirs || own.length >= theirs.length) return [];
  const allowed = `${pair.primary.name} spreads over ${theirs.length} zones, and its load must fit after a failover`;
  return [unequal(pair, ["zones"], allowed, `Name ${theirs.length} zones.`)];
});

const asLargeARange: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.network?.cidr, pair.primary.settings.network?.cidr];
  const prefix = (cidr: string) => Number(cidr.split("/")[1]);
  if (own === undefined || theirs === undefined || prefix(own) <= prefix(theirs)) return [];
  const allowed = `${pair.primary.name} has ${theirs}, and its load must fit after a failover`;
  return [unequal(pair, ["network", "cidr"], allowed, `Take a range of /${prefix(theirs)}.`)];
});

const natLikeThePrimary: Rule = eachPair((pair) => {
  const [own, theirs] = [pair.follower.settings.network?.natPerAz, pair.primary.settings.network?.natPerAz];
  if (own !== false || theirs !== true) return [];
  const allowed = `${pair.primary.name} has one NAT gateway per zone, and its load must fit after a failover`;
  return [unequal(pair, ["network", "natPerAz"], allowed, "Set it to true.")];
});

/** Whether a key is a multi-region one is fixed at its birth: it cannot be mended on the day of the failover. */
const keysToReplicate: Rule = eachPair(({ follower, primary }) => {
  if (primary.settings.security?.keys?.multiRegion !== false) return [];
  const place = formatPlace(placeOf(follower, ["recovers"]));
  const allowed = `${follower.name} recovers ${primary.name} (${place}) and needs replicas of its keys (true)`;
  return [errorAt(primary, ["security", "keys", "multiRegion"], { allowed, fix: "Set it to true." })];
});

/** A trail of the follower is as good as the primary's, or neither can be relied on. */
const archiveLikeThePrimary: Rule = eachPair((pair) => {
  const { follower, primary } = pair;
  // What follows from another tier is mended there.
  if (follower.tier !== primary.tier) return [];
  const [own, theirs] = [follower.settings.security?.logArchive, primary.settings.security?.logArchive];
  const rank = (lock = "") => ["none", "governance", "compliance"].indexOf(lock);
  const isWeaker = own?.objectLock !== undefined && rank(own.objectLock) < rank(theirs?.objectLock);
  const isShorter = (own?.retentionDays ?? Number.POSITIVE_INFINITY) < (theirs?.retentionDays ?? 0);
  const error = (key: string, allowed: string) =>
    unequal(pair, ["security", "logArchive", key], `${primary.name} ${allowed}`, "Remove the line.");
  return [
    ...(isWeaker ? [error("objectLock", `has ${theirs?.objectLock}`)] : []),
    ...(isShorter ? [error("retentionDays", `keeps ${theirs?.retentionDays} days`)] : []),
  ];
});

/** People and secrets of a pair are the primary's: what the follower says of them does nothing. */
const onlyThePrimarySays: Rule = eachPair(({ follower, primary }) =>
  [
    ["security", "personas"],
    ["security", "secrets"],
  ].flatMap((path) => {
    if (nodeAt(follower.source.root, path) === undefined) return [];
    const allowed = `nothing: those of ${primary.name} serve both`;
    return [errorAt(follower, path, { seen: "a section", allowed, fix: `Remove it, or move it to ${primary.name}.` })];
  }),
);

/** IAM knows no regions: the primary's people and boundary are the only ones of the account. */
const reachedByPeople: Rule = eachPair(({ follower, primary }) => {
  const { name, region } = follower.settings;
  const { alsoIn } = primary.settings.security?.personas ?? {};
  if (!alsoIn || name === undefined || region === undefined || region === primary.settings.region) return [];
  if (alsoIn.some((site) => site.environment === name && site.region === region)) return [];
  const place = formatPlace(placeOf(follower, ["recovers"]));
  const allowed = `${name} recovers ${primary.name} (${place}), and the roles of ${primary.name} are the only ones of their account`;
  const fix = `Add { environment: ${name}, region: ${region} }.`;
  return [errorAt(primary, ["security", "personas", "alsoIn"], { allowed, fix })];
});

/** Rights in an environment that is not there are rights nobody reviews when it comes. */
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
  const allowed = `${primary.name} says in recovery what its recovery has to achieve, and it says nothing`;
  const fix = `Add recovery to ${primary.source.file}: region, strategy and objectives.`;
  return [errorAt(follower, ["recovers"], { allowed, fix })];
});

const recoveredWhereItSays: Rule = eachPair(({ follower, primary }) => {
  const [own, named] = [follower.settings.region, primary.settings.recovery?.region];
  if (own === undefined || named === undefined || own === named || own === primary.settings.region) return [];
  const place = formatPlace(placeOf(follower, ["region"]));
  const allowed = `${follower.name} recovers ${primary.name} in ${own} (${place})`;
  return [errorAt(primary, ["recovery", "region"], { allowed, fix: `Set it to ${own}.` })];
});

/** What is copied to a region where nobody takes it over is paid for and trusted, and of no use. */
const recoveredBySomebody: Rule = (candidates) =>
  candidates.flatMap((primary) => {
    const { recovery, recovers } = primary.settings;
    if (recovery === undefined) return [];
    if (candidates.some((other) => other !== primary && mayRecover(other, primary, candidates))) return [];
    const isOwn = placeOf(primary, ["recovery"]).file === primary.source.file;
    const away = isOwn ? "Remove it" : "Move it to the file of the environment that is recovered";
    const [allowed, fix] =
      recovers === undefined
        ? [`an environment with recovers: ${primary.name}, and there is none`, `${away}, or add the environment.`]
        : [`no recovery: ${primary.name} recovers ${recovers} itself`, `${away}.`];
    return [errorAt(primary, ["recovery"], { seen: "a recovery", allowed, fix })];
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
