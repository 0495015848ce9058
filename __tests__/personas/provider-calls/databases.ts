import { actionsOf, keysThrough, passes, type TypeCalls } from "./type-calls";

const { actions, changes, makes, named, reads } = actionsOf("rds");

export const databaseCalls: Readonly<Record<string, TypeCalls>> = {
  aws_db_event_subscription: [
    {
      on: named("name", "es"),
      read: reads("DescribeEventSubscriptions"),
      change: makes("EventSubscription"),
    },
  ],
  aws_db_parameter_group: [
    {
      on: named("name", "pg"),
      read: reads("DescribeDBParameterGroups", "DescribeDBParameters"),
      change: makes("DBParameterGroup", "ResetDBParameterGroup"),
    },
  ],
  aws_db_proxy: [
    {
      on: ({ arn }) => [arn("rds", "db-proxy:prx-1a2b")],
      read: reads("DescribeDBProxies"),
      change: makes("DBProxy"),
    },
    passes(({ text }) => text("role_arn"), "rds.amazonaws.com"),
  ],
  aws_db_proxy_default_target_group: [
    {
      on: ({ arn }) => [arn("rds", "db-proxy:prx-1a2b"), arn("rds", "target-group:prx-tg-1a2b")],
      read: actions("DescribeDBProxyTargetGroups"),
      change: actions("ModifyDBProxyTargetGroup"),
    },
  ],
  aws_db_proxy_endpoint: [
    {
      on: ({ arn }) => [arn("rds", "db-proxy:prx-1a2b"), arn("rds", "db-proxy-endpoint:prx-endpoint-1a2b")],
      read: reads("DescribeDBProxyEndpoints"),
      change: makes("DBProxyEndpoint"),
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
      read: actions("DescribeDBProxyTargets"),
      change: actions("RegisterDBProxyTargets", "DeregisterDBProxyTargets"),
    },
  ],
  aws_db_subnet_group: [
    {
      on: named("name", "subgrp"),
      read: reads("DescribeDBSubnetGroups"),
      change: makes("DBSubnetGroup"),
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
      read: reads("DescribeDBClusters", "DescribeGlobalClusters"),
      change: changes("CreateDBCluster", "ModifyDBCluster"),
      lose: actions("DeleteDBCluster", "RemoveFromGlobalCluster"),
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
      read: reads("DescribeDBInstances"),
      change: makes("DBInstance"),
    },
    passes(({ text }) => text("monitoring_role_arn"), "monitoring.rds.amazonaws.com"),
  ],
  aws_rds_cluster_parameter_group: [
    {
      on: named("name", "cluster-pg"),
      read: reads("DescribeDBClusterParameterGroups", "DescribeDBClusterParameters"),
      change: makes("DBClusterParameterGroup", "ResetDBClusterParameterGroup"),
    },
  ],
  aws_rds_global_cluster: [
    {
      on: ({ account, arn, prefix, text }) => [
        `arn:aws:rds::${account}:global-cluster:${text("global_cluster_identifier")}`,
        arn("rds", `cluster:${prefix}-main`),
      ],
      read: reads("DescribeGlobalClusters"),
      change: changes("CreateGlobalCluster", "ModifyGlobalCluster"),
      lose: actions("DeleteGlobalCluster", "RemoveFromGlobalCluster"),
    },
  ],
};
