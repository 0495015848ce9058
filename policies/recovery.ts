import { groupBy, targetsOf } from "./platform";
import type { Platform, PolicyStack, Resource } from "./types";

/** The stacks that read another environment's state to recover it, by the name of the primary. */
export function followersOf(platform: Platform): Map<string, PolicyStack[]> {
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

/** How a copy names what it copies: the type of the original, and the attributes on the way to it. */
const trails: Readonly<Record<string, { readonly original: string; readonly through: readonly string[] }>> = {
  aws_dynamodb_table_replica: { original: "aws_dynamodb_table", through: ["global_table_arn"] },
  aws_elasticache_replication_group: {
    original: "aws_elasticache_replication_group",
    through: ["global_replication_group_id", "primary_replication_group_id"],
  },
  aws_rds_cluster: {
    original: "aws_rds_cluster",
    through: ["global_cluster_identifier", "source_db_cluster_identifier"],
  },
};

const step = (resources: readonly Resource[], attribute: string): Resource[] =>
  resources.flatMap(({ stack, block }) => targetsOf(stack, block[attribute]));

/** What a resource in a recovery environment is the copy of. */
export function originalOf(copy: Resource): Resource | undefined {
  const trail = trails[copy.type];
  return trail?.through.reduce(step, [copy]).find(({ type }) => type === trail.original);
}

/** Whether a resource follows one in another environment. Some of what it is comes from there. */
export function isCopy(resource: Resource): boolean {
  const first = trails[resource.type]?.through[0];
  if (first === undefined) return false;
  const joined = step([resource], first);
  const environment = originalOf(resource)?.stack.environment ?? joined[0]?.stack.environment;
  return environment !== undefined && environment !== resource.stack.environment;
}
