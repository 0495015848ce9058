import type { Resource } from "../../synthesized/linked-stack";
import { limitOf } from "../limits";
import { isAtLeast, resourcesOf, targetsOf, tierOf, valueAt, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** Users of a cache who prove themselves with something else than IAM. Those who may do nothing need not. */
function usersWithoutIam(groups: readonly Resource[]): Resource[] {
  const users = groups.flatMap(({ stack, block }) => targetsOf(stack, valuesAt(block, "user_ids")));
  return users.filter(({ block }) => {
    const mode = valueAt(block, "authentication_mode.type");
    return mode !== "iam" && !/^off\b/.test(String(block.access_string));
  });
}

function accessErrors({ stack, block }: Resource): string[] {
  const groups = targetsOf(stack, valuesAt(block, "user_group_ids"));
  return [
    ...(groups.length === 0
      ? ["has no user group of the platform: every client that reaches it may do everything"]
      : []),
    ...usersWithoutIam(groups).map(({ address }) => `${address} signs in without IAM`),
    ...(valueAt(block, "auto_minor_version_upgrade") === false ? ["auto_minor_version_upgrade is off"] : []),
  ];
}

function logErrors({ stack, block }: Resource): string[] {
  const deliveries = valuesAt(block, "log_delivery_configuration") as Resource["block"][];
  return ["slow-log", "engine-log"].flatMap((log) => {
    const delivery = deliveries.find(({ log_type }) => log_type === log);
    if (!delivery) return [`does not deliver its ${log}`];
    const isOurs = targetsOf(stack, delivery.destination).length > 0;
    return isOurs ? [] : [`delivers its ${log} to ${String(delivery.destination)}, which no stack makes`];
  });
}

function recoveryErrors(platform: Platform, { stack, block }: Resource): string[] {
  const tier = tierOf(stack);
  const days = valueAt(block, "snapshot_retention_limit") ?? 0;
  const asked = limitOf(platform, "data.cache.snapshotDays", stack) ?? 1;
  return [
    ...(typeof days === "number" && days < asked
      ? [`snapshot_retention_limit is ${days}; at least ${asked} is what tier ${tier} asks for`]
      : []),
    ...(isAtLeast(tier, "nonproduction") && block.final_snapshot_identifier === undefined
      ? ["leaves no final snapshot behind"]
      : []),
  ];
}

function findingsOf(platform: Platform, resource: Resource): Finding[] {
  const errors = [...accessErrors(resource), ...logErrors(resource), ...recoveryErrors(platform, resource)];
  return errors.map((detail) => ({ resource, detail }));
}

export const caches: Rule = {
  id: "STRATA023",
  title: "A cache knows its users, keeps snapshots and logs, and gets its updates",
  severity: "medium",
  control: "FSBP ElastiCache.1, ElastiCache.2, ElastiCache.6",
  cause:
    "A password that all clients share identifies none; a cache without snapshots starts empty and overloads the database.",
  fix: "Give it a user group of IAM users, snapshots by tier, and log groups of the platform for both of its logs.",
  check: (platform) =>
    resourcesOf(platform, "aws_elasticache_replication_group").flatMap((cache) => findingsOf(platform, cache)),
};
