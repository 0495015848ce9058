import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";
import { clusters, follows, primary, type Resources, tables } from "./followed";

const ignoring = (...ignore_changes: readonly string[]) => ({ lifecycle: { ignore_changes } });
const hadoop = (cluster: Block, others: Resources = {}): FakeStacks => ({
  "dev-data": {
    resources: {
      "aws_emr_cluster.hadoop": cluster,
      "aws_emr_managed_scaling_policy.hadoop": { cluster_id: "${aws_emr_cluster.hadoop.id}" },
      ...others,
    },
  },
});
const fleet = (block: Block): Resources => ({
  "aws_emr_instance_fleet.task": { cluster_id: "${aws_emr_cluster.hadoop.id}", ...block },
  "aws_emr_instance_group.task": { cluster_id: "${aws_emr_cluster.hadoop.id}", ...block },
});
const scaled = (block: Block): FakeStacks => ({
  "dev-data": {
    resources: {
      "aws_dynamodb_table.orders": { name: "strata-orders", ...block },
      "aws_appautoscaling_target.reads": {
        resource_id: "table/${aws_dynamodb_table.orders.name}",
        scalable_dimension: "dynamodb:table:ReadCapacityUnits",
      },
      "aws_appautoscaling_target.writes": {
        resource_id: "table/strata-orders",
        scalable_dimension: "dynamodb:table:WriteCapacityUnits",
      },
      "aws_appautoscaling_target.index": {
        resource_id: "table/strata-orders/index/by-customer",
        scalable_dimension: "dynamodb:index:ReadCapacityUnits",
      },
    },
  },
});
const caches = (original: Block, copy: Block): FakeStacks => ({
  "prod-data": {
    resources: { "aws_elasticache_replication_group.sessions": original },
    outputs: { sessions_id: "${aws_elasticache_replication_group.sessions.id}" },
  },
  "dr-data": {
    ...follows,
    aliases: { primary: "us-east-1" },
    resources: {
      "aws_elasticache_global_replication_group.sessions": {
        provider: "aws.primary",
        primary_replication_group_id: primary("sessions_id"),
      },
      "aws_elasticache_replication_group.sessions": {
        global_replication_group_id: "${aws_elasticache_global_replication_group.sessions.global_replication_group_id}",
        ...copy,
      },
    },
  },
});

export const ignoredChanges = casesOf("STRATA033", [
  {
    name: "both ends of a global database",
    stacks: clusters({}, ignoring("global_cluster_identifier")),
    finds: [
      "prod-data aws_rds_cluster.main: does not ignore global_cluster_identifier",
      "dr-data aws_rds_cluster.main: does not ignore replication_source_identifier, which the global database changes",
    ],
  },
  {
    name: "a table that another state replicates, and one that declares its replica",
    stacks: {
      ...tables({}, {}),
      "dev-data": { resources: { "aws_dynamodb_table.orders": { replica: [{ region_name: "us-west-2" }] } } },
    },
    finds: [
      "prod-data aws_dynamodb_table.orders: does not ignore replica",
      "dev-data aws_dynamodb_table.orders: declares",
    ],
  },
  {
    name: "a table that scales",
    stacks: scaled(ignoring("read_capacity")),
    finds: ["does not ignore write_capacity, which auto scaling", "does not ignore global_secondary_index"],
  },
  {
    name: "a cache that follows another, through a datastore that its own state makes",
    stacks: caches({}, {}),
    finds: [
      "prod-data aws_elasticache_replication_group.sessions: does not ignore auto_minor_version_upgrade",
      "prod-data aws_elasticache_replication_group.sessions: does not ignore node_type, which the global datastore",
      "dr-data aws_elasticache_replication_group.sessions: does not ignore engine",
      "dr-data aws_elasticache_replication_group.sessions: does not ignore auto_minor_version_upgrade",
    ],
  },
  {
    name: "a cluster and its task nodes under managed scaling",
    stacks: hadoop({ core_instance_fleet: {}, master_instance_fleet: {} }, fleet({})),
    finds: [
      "does not ignore core_instance_fleet, which managed scaling changes",
      "does not ignore target_on_demand_capacity",
      "does not ignore target_spot_capacity",
      "does not ignore instance_count",
    ],
  },
  {
    name: "ends of a global database and of a table that leave it alone",
    stacks: {
      ...clusters(
        ignoring("global_cluster_identifier"),
        ignoring("global_cluster_identifier", "replication_source_identifier"),
      ),
      ...scaled(ignoring("read_capacity", "write_capacity", "global_secondary_index")),
    },
    finds: [],
  },
  {
    name: "a replicated table and a cache that leave it alone",
    stacks: tables(ignoring("replica"), {}),
    finds: [],
  },
  {
    name: "a cache and clusters that leave it alone, by part and by all",
    stacks: {
      ...caches(ignoring("auto_minor_version_upgrade", "node_type"), ignoring("engine", "auto_minor_version_upgrade")),
      ...hadoop(
        { core_instance_fleet: {}, ...ignoring("core_instance_fleet[0].target_on_demand_capacity") },
        fleet({ lifecycle: { ignore_changes: "all" } }),
      ),
      "stage-data": { resources: { "aws_emr_cluster.fixed": { core_instance_group: {} }, ...fleet({}) } },
    },
    finds: [],
  },
]);
