import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Tier } from "../../../platform/environment";
import { every, type Reach } from "./resource-patterns";

/** Keeps the platform running: start, stop, scale, fail over, restore. Changes no code and no configuration. */
export function operations(reach: Reach, tier: Tier): PolicyStatement[] {
  return [
    {
      sid: "RunDatabases",
      actions: [
        "rds:FailoverDBCluster",
        "rds:FailoverGlobalCluster",
        "rds:RebootDBInstance",
        "rds:StartDBCluster",
        "rds:StopDBCluster",
        "rds:SwitchoverGlobalCluster",
      ],
      resources: every(reach, "database", "databaseCluster", "globalDatabase"),
    },
    {
      sid: "RunCaches",
      actions: [
        "elasticache:DecreaseReplicaCount",
        "elasticache:FailoverGlobalReplicationGroup",
        "elasticache:IncreaseReplicaCount",
        "elasticache:RebootCacheCluster",
        "elasticache:TestFailover",
      ],
      resources: every(reach, "cache", "cacheNode", "globalCache"),
    },
    {
      sid: "RunJobs",
      actions: [
        "glue:StartCrawler",
        "glue:StartTrigger",
        "glue:StartWorkflowRun",
        "glue:StopTrigger",
        "glue:StopWorkflowRun",
      ],
      resources: every(reach, "glueCrawler", "glueTrigger", "glueWorkflow"),
    },
    {
      sid: "RestartWorkloads",
      actions: ["eks:AccessKubernetesApi", "eks:DescribeCluster", "eks:UpdateNodegroupConfig"],
      resources: every(reach, "eksCluster", "eksNodeGroup"),
    },
    {
      sid: "Scale",
      actions: [
        "autoscaling:SetDesiredCapacity",
        "lambda:PutFunctionConcurrency",
        "sagemaker:UpdateEndpointWeightsAndCapacities",
      ],
      resources: every(reach, "autoScalingGroup", "function", "endpoint"),
    },
    {
      sid: "RunMachines",
      actions: ["ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances"],
      resources: every(reach, "machine"),
      conditions: { StringEquals: { "aws:ResourceTag/environment": reach.sites.map((site) => site.environment) } },
    },
    {
      sid: "ShiftTraffic",
      actions: ["arc-zonal-shift:CancelZonalShift", "arc-zonal-shift:StartZonalShift"],
      resources: every(reach, "loadBalancer"),
    },
    {
      sid: "BackUpAndRestore",
      actions: ["backup:StartBackupJob", "backup:StartRestoreJob"],
      resources: every(reach, "backupVault", "recoveryPoint", "snapshot"),
    },
    {
      sid: "PassBackupRole",
      actions: "iam:PassRole",
      resources: every(reach, "backupRole"),
      conditions: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
    // Outside of production the AI engineers approve their own models.
    ...(tier === "production" ? [approveModels(reach)] : []),
  ];
}

/** Decide that a model package may be deployed, and change nothing else of it. */
export function approveModels(reach: Reach): PolicyStatement {
  return {
    sid: "ApproveModels",
    actions: "sagemaker:UpdateModelPackage",
    resources: every(reach, "modelPackage"),
    conditions: { StringEquals: { "sagemaker:ModelApprovalStatus": ["Approved", "Rejected"] } },
  };
}
