import { isAtLeast, resourcesOf, targetsOf, valuesAt } from "../platform";
import type { Finding, Resource, Rule, Tier } from "../types";

/** Days that snapshots are kept. */
const snapshotDays: Readonly<Record<Tier, number>> = { sandbox: 1, nonproduction: 1, production: 7 };

/** Users of a cache who prove themselves with something else than IAM. Those who may do nothing need not. */
function usersWithoutIam(cache: Resource): Resource[] {
  const groups = targetsOf(cache.stack, valuesAt(cache.block, "user_group_ids"));
  const users = groups.flatMap(({ stack, block }) => targetsOf(stack, valuesAt(block, "user_ids")));
  return users.filter(({ block }) => {
    const [mode] = valuesAt(block, "authentication_mode.type");
    return mode !== "iam" && !/^off\b/.test(String(block.access_string));
  });
}

function accessFaults(cache: Resource): string[] {
  const { user_group_ids, auto_minor_version_upgrade } = cache.block;
  return [
    ...(user_group_ids === undefined ? ["has no user group: whoever reaches it may do everything"] : []),
    ...usersWithoutIam(cache).map(({ address }) => `${address} signs in without IAM`),
    ...(String(auto_minor_version_upgrade) === "false" ? ["auto_minor_version_upgrade is off"] : []),
  ];
}

function logFaults({ stack, block }: Resource): string[] {
  const deliveries = valuesAt(block, "log_delivery_configuration") as Resource["block"][];
  return ["slow-log", "engine-log"].flatMap((log) => {
    const delivery = deliveries.find(({ log_type }) => log_type === log);
    if (!delivery) return [`does not deliver its ${log}`];
    const isOurs = targetsOf(stack, delivery.destination).length > 0;
    return isOurs ? [] : [`delivers its ${log} to ${String(delivery.destination)}, which no stack makes`];
  });
}

function recoveryFaults({ stack: { tier }, block }: Resource): string[] {
  const { snapshot_retention_limit: days = 0, final_snapshot_identifier } = block;
  const asked = snapshotDays[tier];
  return [
    ...(typeof days === "number" && days < asked
      ? [`snapshot_retention_limit is ${days}; at least ${asked} is what tier ${tier} asks for`]
      : []),
    ...(isAtLeast(tier, "nonproduction") && final_snapshot_identifier === undefined
      ? ["leaves no final snapshot behind"]
      : []),
  ];
}

function findingsOf(resource: Resource): Finding[] {
  const faults = [...accessFaults(resource), ...logFaults(resource), ...recoveryFaults(resource)];
  return faults.map((detail) => ({ resource, detail }));
}

export const caches: Rule = {
  id: "STRATA023",
  title: "A cache knows its users, keeps snapshots and logs, and gets its updates",
  severity: "medium",
  control: "FSBP ElastiCache.1, ElastiCache.2, ElastiCache.6",
  cause:
    "A password that all clients share names nobody; a cache without snapshots starts empty and falls on the database.",
  fix: "Give it a user group of IAM users, snapshots by tier, and log groups of the platform for both of its logs.",
  check: (platform) => resourcesOf(platform, "aws_elasticache_replication_group").flatMap(findingsOf),
};
