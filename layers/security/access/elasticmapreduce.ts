import { service } from "./service";

/** EMR on EC2, and EMR Studio. Clusters and studios are named by ids. */
export const elasticmapreduce = service({
  prefix: "elasticmapreduce",
  resources: { any: "*" },
  read: [
    "Describe*",
    "GetAutoTerminationPolicy",
    "GetBlockPublicAccessConfiguration",
    "GetManagedScalingPolicy",
    "List*",
  ],
  change: {
    policy: "data-services",
    on: ["any"],
    unbound: [
      "CreateSecurityConfiguration",
      "CreateStudio",
      "DeleteSecurityConfiguration",
      "PutBlockPublicAccessConfiguration",
      "RunJobFlow",
    ],
  },
  data: ["AddJobFlowSteps", "GetClusterSessionCredentials"],
});
