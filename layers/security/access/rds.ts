import { service } from "./service";

/** RDS and Aurora. Roles of the platform sign in as `rds-db`, and knowledge bases run SQL as `rds-data`. */
export const rds = service({
  prefix: "rds",
  alsoPrefixes: ["rds-data", "rds-db"],
  resources: {
    cluster: "cluster:{name}-*",
    clusterParameters: "cluster-pg:{name}-*",
    database: "db:{name}-*",
    defaultClusterParameters: "cluster-pg:default*",
    defaultOptions: "og:default*",
    defaultParameters: "pg:default*",
    events: "es:{name}-*",
    globalCluster: "arn:aws:rds::{account}:global-cluster:{name}-*",
    parameters: "pg:{name}-*",
    proxy: "db-proxy:*",
    proxyEndpoints: "db-proxy-endpoint:*",
    proxyTargets: "target-group:*",
    snapshot: "cluster-snapshot:{name}-*",
    subnets: "subgrp:{name}-*",
  },
  read: ["Describe*", "List*"],
  change: {
    policy: "data-services",
    on: [
      "cluster",
      "clusterParameters",
      "database",
      "defaultClusterParameters",
      "defaultOptions",
      "defaultParameters",
      "events",
      "globalCluster",
      "parameters",
      "proxy",
      "proxyEndpoints",
      "proxyTargets",
      "snapshot",
      "subnets",
    ],
    unbound: ["CreateDBProxy"],
  },
  work: {
    operate: [
      {
        sid: "RunDatabases",
        actions: [
          "FailoverDBCluster",
          "FailoverGlobalCluster",
          "RebootDBInstance",
          "StartDBCluster",
          "StopDBCluster",
          "SwitchoverGlobalCluster",
        ],
        on: ["database", "cluster", "globalCluster"],
      },
    ],
  },
  notDeployers: ["Failover*", "RestoreDB*", "StartDB*", "StopDB*", "Switchover*"],
  never: ["ModifyDB*SnapshotAttribute"],
  loses: [
    "DeleteDBCluster",
    "Delete*AutomatedBackup",
    "Delete*Snapshot",
    "DeleteGlobalCluster",
    "RemoveFromGlobalCluster",
  ],
});
