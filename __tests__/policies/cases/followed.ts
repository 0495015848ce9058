import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";

export type Resources = Readonly<Record<string, Block>>;

/** What a stack of dr reads of the state that it follows. */
export const primary = (output: string): string => `\${data.terraform_remote_state.primary.outputs.${output}}`;
/** A stack of dr that reads the data layer of prod. */
export const follows = { reads: { primary: "prod-data" } };
export const replicaKey = { "aws_kms_replica_key.database": {} };

/** A table in prod and its replica in dr. */
export const tables = (original: Block, replica: Block): FakeStacks => ({
  "prod-data": {
    resources: {
      "aws_dynamodb_table.orders": { stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES", ...original },
      "aws_kms_key.database": {},
    },
    outputs: { orders_arn: "${aws_dynamodb_table.orders.arn}", key_arn: "${aws_kms_key.database.arn}" },
  },
  "dr-data": {
    ...follows,
    resources: {
      "aws_dynamodb_table_replica.orders": { global_table_arn: primary("orders_arn"), ...replica },
      ...replicaKey,
    },
  },
});
/** A cluster in prod and its secondary in dr, in one global database. */
export const clusters = (original: Block, copy: Block): FakeStacks => ({
  "prod-data": {
    resources: {
      "aws_rds_cluster.main": original,
      "aws_rds_global_cluster.main": { source_db_cluster_identifier: "${aws_rds_cluster.main.arn}" },
    },
    outputs: { global_cluster: "${aws_rds_global_cluster.main.id}" },
  },
  "dr-data": {
    ...follows,
    resources: {
      "aws_rds_cluster.main": { global_cluster_identifier: primary("global_cluster"), ...copy },
      ...replicaKey,
    },
  },
});

const instances = (...zones: readonly (string | undefined)[]): Resources =>
  Object.fromEntries(
    zones.map((zone, index) => [
      `aws_rds_cluster_instance.i${index}`,
      { cluster_identifier: "${aws_rds_cluster.main.id}", ...(zone && { availability_zone: zone }) },
    ]),
  );
/** A database with an instance in each of the zones. */
export const database = (...zones: readonly (string | undefined)[]): Resources => ({
  "aws_rds_cluster.main": {},
  ...instances(...zones),
});
export const cache = (block: Block): Resources => ({ "aws_elasticache_replication_group.sessions": block });
export const failover = { automatic_failover_enabled: true, multi_az_enabled: true };

/** A primary in prod, with its own resources, and what follows it in dr. */
export const followed = (secondary: Resources, own: Resources = {}): FakeStacks => ({
  "prod-data": {
    resources: {
      ...database("a", "b", "c"),
      "aws_rds_global_cluster.main": { source_db_cluster_identifier: "${aws_rds_cluster.main.arn}" },
      ...cache({ num_cache_clusters: 3, transit_encryption_enabled: true, ...failover }),
      "aws_elasticache_global_replication_group.sessions": {
        primary_replication_group_id: "${aws_elasticache_replication_group.sessions.id}",
      },
      ...own,
    },
    outputs: {
      global_cluster: "${aws_rds_global_cluster.main.id}",
      global_caches: { sessions: "${aws_elasticache_global_replication_group.sessions.global_replication_group_id}" },
    },
  },
  "dr-data": { reads: { primary: "prod-data" }, resources: secondary },
});
