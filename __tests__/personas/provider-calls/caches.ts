import { named, type TypeCalls } from "./type-calls";

const cache = (argument: string, type: string) => named("elasticache", argument, `${type}:`);
const tags = "elasticache:AddTagsToResource elasticache:RemoveTagsFromResource";
const readTags = "elasticache:ListTagsForResource";

export const cacheCalls: Readonly<Record<string, TypeCalls>> = {
  aws_elasticache_global_replication_group: [
    {
      on: ({ account, arn, text, prefix }) => [
        `arn:aws:elasticache::${account}:globalreplicationgroup:ldgnf-${text("global_replication_group_id_suffix")}`,
        arn("elasticache", `replicationgroup:${prefix}-main`),
      ],
      read: "elasticache:DescribeGlobalReplicationGroups",
      change:
        "elasticache:CreateGlobalReplicationGroup elasticache:ModifyGlobalReplicationGroup " +
        "elasticache:DisassociateGlobalReplicationGroup elasticache:DeleteGlobalReplicationGroup",
    },
  ],
  aws_elasticache_parameter_group: [
    {
      on: cache("name", "parametergroup"),
      read: `elasticache:DescribeCacheParameterGroups elasticache:DescribeCacheParameters ${readTags}`,
      change:
        `elasticache:CreateCacheParameterGroup elasticache:ModifyCacheParameterGroup elasticache:ResetCacheParameterGroup ${tags} ` +
        "elasticache:DeleteCacheParameterGroup",
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
      read: `elasticache:DescribeReplicationGroups elasticache:DescribeCacheClusters ${readTags}`,
      change:
        "elasticache:CreateReplicationGroup elasticache:ModifyReplicationGroup elasticache:IncreaseReplicaCount " +
        `elasticache:DecreaseReplicaCount ${tags}`,
      lose: "elasticache:DeleteReplicationGroup",
    },
  ],
  aws_elasticache_subnet_group: [
    {
      on: cache("name", "subnetgroup"),
      read: `elasticache:DescribeCacheSubnetGroups ${readTags}`,
      change: `elasticache:CreateCacheSubnetGroup elasticache:ModifyCacheSubnetGroup ${tags} elasticache:DeleteCacheSubnetGroup`,
    },
  ],
  aws_elasticache_user: [
    {
      on: cache("user_id", "user"),
      read: `elasticache:DescribeUsers ${readTags}`,
      change: `elasticache:CreateUser elasticache:ModifyUser ${tags} elasticache:DeleteUser`,
    },
  ],
  aws_elasticache_user_group: [
    {
      on: ({ arn, text }) => [
        arn("elasticache", `usergroup:${text("user_group_id")}`),
        arn("elasticache", `user:${text("user_group_id")}`),
      ],
      read: `elasticache:DescribeUserGroups ${readTags}`,
      change: `elasticache:CreateUserGroup elasticache:ModifyUserGroup ${tags} elasticache:DeleteUserGroup`,
    },
  ],
};
