import type { Resource } from "../../synthesized/linked-stack";
import { limitOf } from "../limits";
import { isOn, pointingAt, resourcesOf, tierOf, valueAt } from "../platform";
import { isCopy } from "../recovery";
import type { Finding, Platform, Rule } from "../types";

function databaseFindings(platform: Platform, cluster: Resource): Finding[] {
  const { stack, block } = cluster;
  const asked = limitOf(platform, "data.relational.instances", stack) ?? 1;
  const instances = pointingAt(platform, cluster, "aws_rds_cluster_instance", "cluster_identifier");
  // What copies a primary may run without instances until it is promoted; a Multi-AZ DB cluster brings its own three.
  if ((isCopy(cluster) && instances.length === 0) || block.db_cluster_instance_class !== undefined) return [];
  if (instances.length < asked) {
    return [
      { resource: cluster, detail: `has ${instances.length} instances; tier ${tierOf(stack)} asks for ${asked}` },
    ];
  }
  const zones = new Set(instances.flatMap(({ block: { availability_zone } }) => availability_zone ?? []));
  if (asked === 1 || zones.size >= asked) return [];
  return [
    { resource: cluster, detail: `its instances name ${zones.size} zones; tier ${tierOf(stack)} asks for ${asked}` },
  ];
}

/** Nodes of each shard; undefined where a reference says how many. */
function nodesOf(block: Resource["block"]): number | undefined {
  const nodes = valueAt(block, "num_cache_clusters");
  if (nodes !== undefined) return typeof nodes === "number" ? nodes : undefined;
  const replicas = valueAt(block, "replicas_per_node_group") ?? 0;
  return typeof replicas === "number" ? replicas + 1 : undefined;
}

function cacheFindings(platform: Platform, cache: Resource): Finding[] {
  const { stack, block } = cache;
  const asked = isCopy(cache) ? 1 : (limitOf(platform, "data.cache.nodes", stack) ?? 1);
  const nodes = nodesOf(block) ?? asked;
  const tooFew =
    nodes < asked ? [{ resource: cache, detail: `has ${nodes} nodes; tier ${tierOf(stack)} asks for ${asked}` }] : [];
  if (Math.max(nodes, asked) === 1) return tooFew;
  // A copy spreads over zones as the cache does that it follows, and may not say so itself.
  const attributes = isCopy(cache)
    ? ["automatic_failover_enabled"]
    : ["automatic_failover_enabled", "multi_az_enabled"];
  const off = attributes.filter((attribute) => !isOn(block[attribute]));
  return [...tooFew, ...off.map((attribute) => ({ resource: cache, detail: `has replicas, and no ${attribute}` }))];
}

export const redundancy: Rule = {
  id: "STRATA016",
  title: "Databases and caches survive the loss of a zone",
  severity: "high",
  control: "FSBP RDS.15, ElastiCache.3; Well-Architected REL10-BP01",
  cause: "One instance, or several in one zone, are down for as long as the zone is.",
  fix: "Give the database one instance and the cache one node in each zone that the tier asks for, with failover.",
  check: (platform) => [
    ...resourcesOf(platform, "aws_rds_cluster").flatMap((cluster) => databaseFindings(platform, cluster)),
    ...resourcesOf(platform, "aws_elasticache_replication_group").flatMap((cache) => cacheFindings(platform, cache)),
  ],
};
