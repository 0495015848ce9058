import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { eachPair } from "../../environments/loader/pairs";
import { each, type Rule } from "../../environments/loader/rule";
import { globalNodeTypes } from "../../modules/cache/node-types";
import { isMajorVersion } from "../../modules/engine-version";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { DataEnvironment } from "./config";

/** Strategies with a global database. */
const withDatabases: readonly (RecoveryStrategy | undefined)[] = ["pilot-light", "warm-standby"];

const nodeTypeFits: Rule<DataEnvironment> = eachPair(({ primary }) => {
  const { recovery, data } = primary.settings;
  const nodeType = data?.cache?.nodeType;
  if (recovery?.strategy !== "warm-standby" || nodeType === undefined || globalNodeTypes.test(nodeType)) return [];
  const allowed = "a node type of a global datastore (m5, m6g, m7g, r5, r6g, r7g or c7gn)";
  const fix = "Set it to cache.r7g.large, or choose another strategy.";
  return [errorAt(primary, ["data", "cache", "nodeType"], { allowed, fix })];
});

/** AWS upgrades no global database by itself, and the provider would plan the minor version away that it reads back. */
const versionFits: Rule<DataEnvironment> = each((candidate) => {
  const { recovery, data } = candidate.settings;
  const version = data?.relational?.engineVersion;
  if (version === undefined || !isMajorVersion(version)) return [];
  if (!withDatabases.includes(recovery?.strategy)) return [];
  const text = { allowed: "a major and minor version", why: "AWS does not upgrade a global database by itself" };
  return [
    errorAt(candidate, ["data", "relational", "engineVersion"], { ...text, fix: "Add the minor version, as in 16.8." }),
  ];
});

/** A member of a global datastore fails over by itself, which takes a node that takes over. */
const nodesFit: Rule<DataEnvironment> = eachPair(({ primary, follower }) => {
  // Higher tiers ask for as many in any case.
  if (primary.settings.recovery?.strategy !== "warm-standby" || primary.tier !== "sandbox") return [];
  return [primary, follower].flatMap((candidate) => {
    if (candidate.tier !== "sandbox" || (candidate.settings.data?.cache?.nodes ?? 2) >= 2) return [];
    const text = { allowed: "at least 2", why: "a cache of a global datastore needs a node for failover" };
    const fix = "Set it to 2, or choose another strategy.";
    return [errorAt(candidate, ["data", "cache", "nodes"], { ...text, fix })];
  });
});

/** Data that was spoilt is found out later than data that was lost: backups have to reach back as far as the RPO. */
const backupsReachBack: Rule<DataEnvironment> = each((candidate) => {
  const { data, recovery } = candidate.settings;
  const backupDays = data?.relational?.backupDays;
  const rpoMinutes = recovery?.objectives?.relational?.rpoMinutes;
  if (backupDays === undefined || rpoMinutes === undefined || backupDays * 24 * 60 >= rpoMinutes) return [];
  const least = Math.ceil(rpoMinutes / (24 * 60));
  const objective = ["recovery", "objectives", "relational", "rpoMinutes"];
  const allowed = `backups as long as the recovery point objective (${rpoMinutes} minutes)`;
  const path = ["data", "relational", "backupDays"];
  const fix = `Set it to ${least} or more, or lower ${objective.join(".")}.`;
  return [errorAt(candidate, path, { place: placeBetween(candidate, path, objective), allowed, fix })];
});

export const recoveryRules: readonly Rule<DataEnvironment>[] = [versionFits, nodeTypeFits, nodesFit, backupsReachBack];
