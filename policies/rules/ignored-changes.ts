import type { Resource } from "../../synthesized/linked-stack";
import { pointingAt, resourcesOf, targetsOf, valuesAt } from "../platform";
import { isCopy, isGlobal } from "../recovery";
import type { Finding, Platform, Rule } from "../types";
import { scalingOf } from "./table-capacity";

interface Change {
  readonly type: string;
  /** Arguments that Terraform must leave alone, in whole or in part. */
  readonly attributes: (resource: Resource, platform: Platform) => readonly string[];
  /** Who changes them. */
  readonly by: string;
}

const isPointedAt = (platform: Platform, resource: Resource, type: string, attribute: string) =>
  pointingAt(platform, resource, type, attribute).length > 0;

/** Capacities of a table that Application Auto Scaling moves. */
function scaledCapacities(table: Resource, platform: Platform): string[] {
  const dimensions = scalingOf(platform, table).map(({ block }) => String(block.scalable_dimension));
  return [
    ...(dimensions.includes("dynamodb:table:ReadCapacityUnits") ? ["read_capacity"] : []),
    ...(dimensions.includes("dynamodb:table:WriteCapacityUnits") ? ["write_capacity"] : []),
    ...(dimensions.some((dimension) => dimension.startsWith("dynamodb:index:")) ? ["global_secondary_index"] : []),
  ];
}

/** Whether managed scaling resizes the cluster that a resource is, or belongs to. */
function isResized(platform: Platform, { stack, block }: Resource): boolean {
  return targetsOf(stack, block.cluster_id).some((cluster) =>
    isPointedAt(platform, cluster, "aws_emr_managed_scaling_policy", "cluster_id"),
  );
}

/** What AWS, or another resource, changes behind Terraform's back, and what an apply would then undo. */
export const changes: readonly Change[] = [
  {
    type: "aws_rds_cluster",
    by: "the global database",
    attributes: (cluster, platform) => {
      if (isCopy(cluster)) return ["global_cluster_identifier", "replication_source_identifier"];
      return isGlobal(platform, cluster) ? ["global_cluster_identifier"] : [];
    },
  },
  {
    type: "aws_dynamodb_table",
    by: "its replicas in other states",
    attributes: (table, platform) =>
      isPointedAt(platform, table, "aws_dynamodb_table_replica", "global_table_arn") ? ["replica"] : [],
  },
  { type: "aws_dynamodb_table", by: "auto scaling", attributes: scaledCapacities },
  {
    type: "aws_elasticache_replication_group",
    by: "the global datastore",
    attributes: (cache, platform) => {
      if (isCopy(cache)) return ["engine", "auto_minor_version_upgrade"];
      const isFollowed = isPointedAt(
        platform,
        cache,
        "aws_elasticache_global_replication_group",
        "primary_replication_group_id",
      );
      return isFollowed ? ["auto_minor_version_upgrade", "node_type"] : [];
    },
  },
  {
    type: "aws_emr_cluster",
    by: "managed scaling",
    attributes: (cluster, platform) =>
      isPointedAt(platform, cluster, "aws_emr_managed_scaling_policy", "cluster_id")
        ? ["core_instance_fleet", "core_instance_group"].filter((attribute) => cluster.block[attribute] !== undefined)
        : [],
  },
  {
    type: "aws_emr_instance_fleet",
    by: "managed scaling",
    attributes: (fleet, platform) =>
      isResized(platform, fleet) ? ["target_on_demand_capacity", "target_spot_capacity"] : [],
  },
  {
    type: "aws_emr_instance_group",
    by: "managed scaling",
    attributes: (group, platform) => (isResized(platform, group) ? ["instance_count"] : []),
  },
];

function ignores({ block }: Resource, attribute: string): boolean {
  const entries = valuesAt(block, "lifecycle.ignore_changes").map(String);
  return entries.some((entry) => entry === "all" || entry.replace(/[.[].*$/s, "") === attribute);
}

/** A replica is declared once: by the state of its region. */
function inlineReplicas(platform: Platform): Finding[] {
  return resourcesOf(platform, "aws_dynamodb_table")
    .filter(({ block }) => valuesAt(block, "replica").length > 0)
    .map((resource) => ({ resource, detail: "declares a replica, which the state of the other region has to do" }));
}

export const ignoredChanges: Rule = {
  id: "STRATA033",
  title: "Terraform leaves alone what AWS changes itself",
  severity: "critical",
  control: "Well-Architected REL08-BP05",
  cause: "The next apply undoes it: a region is detached, a replica deleted, a cluster replaced.",
  fix: "List the argument in the resource's lifecycle.ignore_changes.",
  check: (platform) => [
    ...changes.flatMap(({ type, attributes, by }) =>
      resourcesOf(platform, type).flatMap((resource) =>
        attributes(resource, platform)
          .filter((attribute) => !ignores(resource, attribute))
          .map((attribute) => ({ resource, detail: `does not ignore ${attribute}, which ${by} changes` })),
      ),
    ),
    ...inlineReplicas(platform),
  ],
};
