import { actionsOf, type TypeCalls } from "./type-calls";

const { actions, changes, makes, named, reads } = actionsOf("elasticache");

export const cacheCalls: Readonly<Record<string, TypeCalls>> = {
  aws_elasticache_global_replication_group: [
    {
      on: ({ account, arn, text, prefix }) => [
        `arn:aws:elasticache::${account}:globalreplicationgroup:ldgnf-${text("global_replication_group_id_suffix")}`,
        arn("elasticache", `replicationgroup:${prefix}-main`),
      ],
      read: actions("DescribeGlobalReplicationGroups"),
      change: actions(
        "CreateGlobalReplicationGroup",
        "ModifyGlobalReplicationGroup",
        "DisassociateGlobalReplicationGroup",
        "DeleteGlobalReplicationGroup",
      ),
    },
  ],
  aws_elasticache_parameter_group: [
    {
      on: named("name", "parametergroup"),
      read: reads("DescribeCacheParameterGroups", "DescribeCacheParameters"),
      change: makes("CacheParameterGroup", "ResetCacheParameterGroup"),
    },
  ],
  aws_elasticache_replication_group: [
    {
      on: ({ arn, account, text, prefix }) => [
        arn("elasticache", `replicationgroup:${text("replication_group_id")}`),
        arn("elasticache", `cluster:${text("replication_group_id")}-001`),
        arn("elasticache", `subnetgroup:${text("subnet_group_name")}`),
        arn("elasticache", `parametergroup:${prefix}-main-valkey8`),
        arn("elasticache", "parametergroup:default.valkey8"),
        arn("elasticache", `usergroup:${prefix}-main`),
        arn("elasticache", `snapshot:${prefix}-main-final`),
        `arn:aws:elasticache::${account}:globalreplicationgroup:ldgnf-${prefix}-main`,
      ],
      read: reads("DescribeReplicationGroups", "DescribeCacheClusters"),
      change: changes(
        "CreateReplicationGroup",
        "ModifyReplicationGroup",
        "IncreaseReplicaCount",
        "DecreaseReplicaCount",
      ),
      lose: actions("DeleteReplicationGroup"),
    },
  ],
  aws_elasticache_subnet_group: [
    {
      on: named("name", "subnetgroup"),
      read: reads("DescribeCacheSubnetGroups"),
      change: makes("CacheSubnetGroup"),
    },
  ],
  aws_elasticache_user: [
    {
      on: named("user_id", "user"),
      read: reads("DescribeUsers"),
      change: makes("User"),
    },
  ],
  aws_elasticache_user_group: [
    {
      on: ({ arn, text }) => [
        arn("elasticache", `usergroup:${text("user_group_id")}`),
        arn("elasticache", `user:${text("user_group_id")}`),
      ],
      read: reads("DescribeUserGroups"),
      change: makes("UserGroup"),
    },
  ],
};
