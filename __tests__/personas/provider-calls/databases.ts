import { keysThrough, named, passes, type TypeCalls } from "./type-calls";

const rds = (argument: string, type: string) => named("rds", argument, `${type}:`);
const tags = "rds:AddTagsToResource rds:RemoveTagsFromResource";
const readTags = "rds:ListTagsForResource";

export const databaseCalls: Readonly<Record<string, TypeCalls>> = {
  aws_db_event_subscription: [
    {
      on: rds("name", "es"),
      read: `rds:DescribeEventSubscriptions ${readTags}`,
      change: `rds:CreateEventSubscription rds:ModifyEventSubscription ${tags} rds:DeleteEventSubscription`,
    },
  ],
  aws_db_parameter_group: [
    {
      on: rds("name", "pg"),
      read: `rds:DescribeDBParameterGroups rds:DescribeDBParameters ${readTags}`,
      change:
        `rds:CreateDBParameterGroup rds:ModifyDBParameterGroup rds:ResetDBParameterGroup ${tags} ` +
        "rds:DeleteDBParameterGroup",
    },
  ],
  aws_db_proxy: [
    {
      on: ({ arn }) => [arn("rds", "db-proxy:prx-1a2b")],
      read: `rds:DescribeDBProxies ${readTags}`,
      change: `rds:CreateDBProxy rds:ModifyDBProxy ${tags} rds:DeleteDBProxy`,
    },
    passes(({ text }) => text("role_arn"), "rds.amazonaws.com"),
  ],
  aws_db_proxy_default_target_group: [
    {
      on: ({ arn }) => [arn("rds", "db-proxy:prx-1a2b"), arn("rds", "target-group:prx-tg-1a2b")],
      read: "rds:DescribeDBProxyTargetGroups",
      change: "rds:ModifyDBProxyTargetGroup",
    },
  ],
  aws_db_proxy_endpoint: [
    {
      on: ({ arn }) => [arn("rds", "db-proxy:prx-1a2b"), arn("rds", "db-proxy-endpoint:prx-endpoint-1a2b")],
      read: `rds:DescribeDBProxyEndpoints ${readTags}`,
      change: `rds:CreateDBProxyEndpoint rds:ModifyDBProxyEndpoint ${tags} rds:DeleteDBProxyEndpoint`,
    },
  ],
  aws_db_proxy_target: [
    {
      on: ({ arn, text, prefix }) => [
        arn("rds", "db-proxy:prx-1a2b"),
        arn("rds", "target-group:prx-tg-1a2b"),
        arn("rds", `cluster:${text("db_cluster_identifier")}`),
        arn("rds", `db:${prefix}-main-1`),
      ],
      read: "rds:DescribeDBProxyTargets",
      change: "rds:RegisterDBProxyTargets rds:DeregisterDBProxyTargets",
    },
  ],
  aws_db_subnet_group: [
    {
      on: rds("name", "subgrp"),
      read: `rds:DescribeDBSubnetGroups ${readTags}`,
      change: `rds:CreateDBSubnetGroup rds:ModifyDBSubnetGroup ${tags} rds:DeleteDBSubnetGroup`,
    },
  ],
  aws_rds_cluster: [
    {
      on: ({ arn, account, prefix, text }) => [
        arn("rds", `cluster:${text("cluster_identifier")}`),
        arn("rds", `cluster-pg:${text("db_cluster_parameter_group_name")}`),
        arn("rds", `subgrp:${text("db_subnet_group_name")}`),
        arn("rds", "og:default:aurora-postgresql-16"),
        arn("rds", `cluster-snapshot:${prefix}-main-final`),
        `arn:aws:rds::${account}:global-cluster:${prefix}-main`,
      ],
      read: `rds:DescribeDBClusters rds:DescribeGlobalClusters ${readTags}`,
      change: `rds:CreateDBCluster rds:ModifyDBCluster ${tags}`,
      lose: "rds:DeleteDBCluster rds:RemoveFromGlobalCluster",
    },
    // RDS makes the secret of the master user in the name of its caller.
    {
      on: ({ arn }) => [arn("secretsmanager", "secret:rds!cluster-1a2b-AbCdEf")],
      change: "secretsmanager:CreateSecret secretsmanager:TagResource",
    },
    keysThrough("rds", ({ text }) => [text("kms_key_id")]),
  ],
  aws_rds_cluster_instance: [
    {
      on: ({ arn, text }) => [
        arn("rds", `db:${text("identifier")}`),
        arn("rds", `cluster:${text("cluster_identifier")}`),
      ],
      read: `rds:DescribeDBInstances ${readTags}`,
      change: `rds:CreateDBInstance rds:ModifyDBInstance ${tags} rds:DeleteDBInstance`,
    },
    passes(({ text }) => text("monitoring_role_arn"), "monitoring.rds.amazonaws.com"),
  ],
  aws_rds_cluster_parameter_group: [
    {
      on: rds("name", "cluster-pg"),
      read: `rds:DescribeDBClusterParameterGroups rds:DescribeDBClusterParameters ${readTags}`,
      change:
        `rds:CreateDBClusterParameterGroup rds:ModifyDBClusterParameterGroup rds:ResetDBClusterParameterGroup ${tags} ` +
        "rds:DeleteDBClusterParameterGroup",
    },
  ],
  aws_rds_global_cluster: [
    {
      on: ({ account, arn, prefix, text }) => [
        `arn:aws:rds::${account}:global-cluster:${text("global_cluster_identifier")}`,
        arn("rds", `cluster:${prefix}-main`),
      ],
      read: `rds:DescribeGlobalClusters ${readTags}`,
      change: `rds:CreateGlobalCluster rds:ModifyGlobalCluster ${tags}`,
      lose: "rds:DeleteGlobalCluster rds:RemoveFromGlobalCluster",
    },
  ],
};
