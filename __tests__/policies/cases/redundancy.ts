import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";
import { cache, database, failover, followed, primary, type Resources } from "./followed";

const stack = (id: string, resources: Resources): FakeStacks => ({ [id]: { resources } });

export const redundancy = casesOf("STRATA016", [
  {
    name: "a database of one instance in production",
    stacks: stack("prod-data", database("a")),
    finds: ["aws_rds_cluster.main: has 1 instances; tier production asks for 2"],
    breaks: { "RDS.15": "aws_rds_cluster.main: has 1 instances" },
  },
  {
    name: "two instances in one zone, and two in whichever zone",
    stacks: { ...stack("stage-data", database("a", "a")), ...stack("prod-data", database("a", undefined)) },
    finds: [
      "stage-data aws_rds_cluster.main: its instances name 1 zones",
      "prod-data aws_rds_cluster.main: its instances",
    ],
  },
  {
    name: "a cache of one node in stage, by default, and in production",
    stacks: {
      ...stack("stage-data", cache(failover)),
      ...stack("prod-data", cache({ replicas_per_node_group: 0, ...failover })),
    },
    finds: ["has 1 nodes; tier nonproduction asks for 2", "has 1 nodes; tier production asks for 2"],
  },
  {
    name: "replicas that nothing fails over to",
    stacks: stack("stage-data", cache({ num_node_groups: 2, replicas_per_node_group: 1 })),
    finds: ["no automatic_failover_enabled", "no multi_az_enabled"],
    breaks: { "ElastiCache.3": "no automatic_failover_enabled" },
  },
  {
    name: "a replica in the recovery region that nothing fails over to",
    stacks: followed(
      cache({ global_replication_group_id: primary('global_caches["sessions"]'), num_cache_clusters: 2 }),
    ),
    finds: ["dr-data aws_elasticache_replication_group.sessions: has replicas, and no automatic_failover_enabled"],
  },
  {
    name: "a recovery region with instances, one alone or two in one zone",
    stacks: followed({
      ...database("a", "a"),
      "aws_rds_cluster.main": { global_cluster_identifier: primary("global_cluster") },
      "aws_rds_cluster.other": { global_cluster_identifier: primary("global_cluster") },
      "aws_rds_cluster_instance.other": { cluster_identifier: "${aws_rds_cluster.other.id}", availability_zone: "a" },
    }),
    finds: [
      "dr-data aws_rds_cluster.main: its instances name 1 zones",
      "dr-data aws_rds_cluster.other: has 1 instances",
    ],
  },
  {
    name: "a recovery region with an instance in each of two zones",
    stacks: followed({
      ...database("a", "b"),
      "aws_rds_cluster.main": { global_cluster_identifier: primary("global_cluster") },
    }),
    finds: [],
  },
  {
    name: "as many as the tiers ask for, a Multi-AZ DB cluster, a number that is known later",
    stacks: {
      ...stack("dev-data", { ...database(undefined), ...cache({}) }),
      ...stack("stage-data", { ...database("a", "b"), ...cache({ replicas_per_node_group: 1, ...failover }) }),
      ...stack("prod-data", {
        "aws_rds_cluster.main": { db_cluster_instance_class: "db.r6gd.large" },
        ...cache({ num_cache_clusters: "${var.nodes}", ...failover }),
      }),
    },
    finds: [],
  },
  {
    name: "a recovery region that waits, without instances and with one node",
    stacks: followed({
      "aws_rds_cluster.main": { global_cluster_identifier: primary("global_cluster") },
      ...cache({ global_replication_group_id: primary('global_caches["sessions"]') }),
    }),
    finds: [],
  },
]);
