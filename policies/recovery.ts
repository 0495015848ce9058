import type { LinkedStack, Resource } from "../synthesized/linked-stack";
import { groupBy, pointingAt, targetsOf } from "./platform";
import type { Platform } from "./types";

/** The stacks that read another environment's state to recover it, by the name of the primary. */
export function followersOf(platform: Platform): Map<string, LinkedStack[]> {
  const following = platform.stacks.flatMap((stack) =>
    [...stack.producers.values()]
      .filter(({ environment }) => environment !== stack.environment)
      .map(({ environment: primary }) => ({ primary, stack })),
  );
  return new Map(
    [...groupBy(following, ({ primary }) => primary)].map(([primary, pairs]) => [
      primary,
      pairs.map(({ stack }) => stack),
    ]),
  );
}

/** What a copy names, and how that leads to its original. */
interface Trail {
  /** Attribute of the copy. */
  readonly joins: string;
  /** The original, from what the attribute refers to. */
  readonly original: (joined: Resource) => Resource[];
}

const trails: Readonly<Record<string, Trail>> = {
  aws_dynamodb_table_replica: { joins: "global_table_arn", original: (table) => [table] },
  aws_elasticache_replication_group: {
    joins: "global_replication_group_id",
    original: (datastore) => targets(datastore, "primary_replication_group_id"),
  },
  aws_rds_cluster: { joins: "global_cluster_identifier", original: firstMembers },
};

function targets({ stack, block }: Resource, attribute: string): Resource[] {
  return targetsOf(stack, block[attribute]);
}

/** The cluster that a global database was made from, or that joined it in the state that made it. */
function firstMembers(database: Resource): Resource[] {
  const joined = [...database.stack.resources.values()].filter(
    (cluster) => cluster.type === "aws_rds_cluster" && targets(cluster, "global_cluster_identifier").includes(database),
  );
  return [...targets(database, "source_db_cluster_identifier"), ...joined];
}

/** What a resource in a recovery environment is the copy of. */
export function originalOf(copy: Resource): Resource | undefined {
  const trail = trails[copy.type];
  return (
    trail &&
    targets(copy, trail.joins)
      .flatMap(trail.original)
      .find((original) => original !== copy)
  );
}

/** What a resource follows by its name only: no stack of the platform makes it. */
export function strayTrailOf(resource: Resource): string | undefined {
  const joins = trails[resource.type]?.joins;
  if (joins === undefined || resource.block[joins] === undefined) return undefined;
  return targets(resource, joins).length === 0 ? String(resource.block[joins]) : undefined;
}

/** Whether a resource follows one in another environment. Some of what it is comes from there. */
export function isCopy(resource: Resource): boolean {
  const trail = trails[resource.type];
  if (!trail) return false;
  const [joined] = targets(resource, trail.joins);
  const environment = (originalOf(resource) ?? joined)?.stack.environment;
  return environment !== undefined && environment !== resource.stack.environment;
}

/** Whether a cluster belongs to a global database, as its first member or as one that follows. */
export function isGlobal(platform: Platform, cluster: Resource): boolean {
  return (
    targets(cluster, "global_cluster_identifier").length > 0 ||
    pointingAt(platform, cluster, "aws_rds_global_cluster", "source_db_cluster_identifier").length > 0
  );
}
