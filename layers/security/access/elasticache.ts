import { service } from "./service";

/** ElastiCache. AWS puts five characters before the name of a global datastore. */
export const elasticache = service({
  prefix: "elasticache",
  resources: {
    cluster: "cluster:{name}-*",
    defaultParameters: "parametergroup:default.*",
    globalGroup: "arn:aws:elasticache::{account}:globalreplicationgroup:*{name}-*",
    parameters: "parametergroup:{name}-*",
    replicationGroup: "replicationgroup:{name}-*",
    serverless: "serverlesscache:{name}-*",
    snapshot: "snapshot:{name}-*",
    subnets: "subnetgroup:{name}-*",
    user: "user:{name}-*",
    userGroup: "usergroup:{name}-*",
  },
  read: ["Describe*", "List*"],
  change: {
    policy: "data-services",
    on: [
      "cluster",
      "defaultParameters",
      "globalGroup",
      "parameters",
      "replicationGroup",
      "serverless",
      "snapshot",
      "subnets",
      "user",
      "userGroup",
    ],
  },
  work: {
    operate: [
      {
        sid: "RunCaches",
        actions: [
          "DecreaseReplicaCount",
          "FailoverGlobalReplicationGroup",
          "IncreaseReplicaCount",
          "RebootCacheCluster",
          "TestFailover",
        ],
        on: ["replicationGroup", "cluster", "globalGroup"],
      },
    ],
  },
  data: ["Connect"],
  notDeployers: ["FailoverGlobalReplicationGroup", "TestFailover"],
  loses: ["DeleteReplicationGroup", "DeleteS*"],
});
