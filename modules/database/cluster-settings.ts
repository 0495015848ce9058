import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import type { RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import type { Construct } from "constructs";
import type { ParameterGroups } from "./parameter-groups";
import type { PostgresProps } from "./postgres-props";

export const engine = "aurora-postgresql";

/** Logs that Aurora PostgreSQL exports: of the server, of the instance, and of refused IAM authentication. */
const logs = ["postgresql", "instance", "iam-db-auth-error"] as const;

/**
 * What a cluster of either region is made with. Builds the subnet group, and the log groups of the exported logs before
 * RDS creates them itself, unencrypted and without expiry.
 */
export function clusterSettings(scope: Construct, props: PostgresProps, groups: ParameterGroups) {
  const { site, purpose, database, placement, capacity } = props;
  const { deletionProtection } = site;
  const clusterIdentifier = site.names.of("db-cluster", purpose);
  const subnetGroup = new DbSubnetGroup(scope, "subnet-group", {
    name: site.names.of("db-subnet-group", purpose),
    description: `Subnets of ${purpose}`,
    subnetIds: [...placement.subnetIds],
  });
  const logGroups = logs.map(
    (log) =>
      new CloudwatchLogGroup(scope, log, {
        name: `/aws/rds/cluster/${clusterIdentifier}/${log}`,
        retentionInDays: site.logs.retentionDays,
        kmsKeyId: site.logs.kmsKeyArn,
      }),
  );
  return {
    clusterIdentifier,
    engine,
    engineVersion: database.engineVersion,
    serverlessv2ScalingConfiguration: { minCapacity: capacity.minAcu, maxCapacity: capacity.maxAcu },
    dbSubnetGroupName: subnetGroup.name,
    dbClusterParameterGroupName: groups.cluster,
    vpcSecurityGroupIds: [...placement.securityGroupIds],
    networkType: "IPV4",
    storageEncrypted: true,
    kmsKeyId: props.keys.databaseKeyArn,
    iamDatabaseAuthenticationEnabled: true,
    enableHttpEndpoint: props.operation.dataApi,
    enabledCloudwatchLogsExports: [...logs],
    backupRetentionPeriod: props.operation.backupDays,
    copyTagsToSnapshot: true,
    deletionProtection,
    skipFinalSnapshot: !deletionProtection,
    finalSnapshotIdentifier: deletionProtection ? site.names.of("db-snapshot", `${purpose}-final`) : undefined,
    deleteAutomatedBackups: !deletionProtection,
    allowMajorVersionUpgrade: database.majorUpgrade ?? false,
    // RDS moves the instances to the group of the new version with it.
    dbInstanceParameterGroupName: database.majorUpgrade ? groups.instance : undefined,
    // What interrupts waits for the maintenance window.
    applyImmediately: false,
    tags: { backup: site.backupPlan },
    dependsOn: logGroups,
  } satisfies RdsClusterConfig;
}
