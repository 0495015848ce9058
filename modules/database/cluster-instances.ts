import type { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import type { Construct } from "constructs";
import { ServiceRole } from "../identity/service-role";
import { engine } from "./cluster-settings";
import type { PostgresProps } from "./postgres-props";

/** Certificate authority of the server certificates; its root is in the bundle that clients verify against. */
const certificateAuthority = "rds-ca-rsa2048-g1";

/** A failover promotes the reader of the lowest tier; readers of tier 0 and 1 are always as large as the writer. */
const promotionTier = 1;

/** Seconds between two readings of the operating system. */
const metricsSeconds = 60;

/** Days of Performance Insights, as many as cost nothing. */
const insightsDays = 7;

export interface ClusterInstancesOptions {
  /** Name of the instances' parameter group. */
  readonly parameterGroup: string;
  /** AWS moves the instances to newer minor versions in the maintenance window. */
  readonly autoMinorVersionUpgrade: boolean;
}

/** The serverless instances of a cluster, one zone after the other, and the role that enhanced monitoring writes with. */
export function clusterInstances(
  scope: Construct,
  cluster: RdsCluster,
  props: PostgresProps,
  options: ClusterInstancesOptions,
): RdsClusterInstance[] {
  const { site, purpose, placement, capacity, keys, operation } = props;
  if (capacity.instances === 0) return [];
  const prefix = site.names.of("db-instance", purpose);
  const role = monitoringRole(scope, props, prefix);
  return Array.from(
    { length: capacity.instances },
    (_, index) =>
      new RdsClusterInstance(scope, `${index + 1}`, {
        identifier: site.names.of("db-instance", `${purpose}-${index + 1}`),
        clusterIdentifier: cluster.id,
        engine,
        instanceClass: "db.serverless",
        availabilityZone: placement.zones[index % placement.zones.length],
        dbParameterGroupName: options.parameterGroup,
        publiclyAccessible: false,
        promotionTier,
        autoMinorVersionUpgrade: options.autoMinorVersionUpgrade,
        caCertIdentifier: certificateAuthority,
        copyTagsToSnapshot: true,
        monitoringInterval: metricsSeconds,
        monitoringRoleArn: role.arn,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: keys.databaseKeyArn,
        performanceInsightsRetentionPeriod: insightsDays,
        applyImmediately: false,
        dependsOn: operation.metricsLogGroup && [operation.metricsLogGroup],
      }),
  );
}

/** What AmazonRDSEnhancedMonitoringRole allows, for the one log group of the region that RDS writes to. */
function monitoringRole(scope: Construct, { site, purpose }: PostgresProps, prefix: string): ServiceRole {
  const { account, region } = site;
  const group = `arn:aws:logs:${region}:${account}:log-group:RDSOSMetrics`;
  return new ServiceRole(scope, "monitoring", {
    site,
    purpose: `${purpose}-monitoring`,
    description: `Writes the operating system's metrics of ${purpose}.`,
    service: "monitoring.rds.amazonaws.com",
    sourceArn: `arn:aws:rds:${region}:${account}:db:${prefix}-*`,
    statements: [
      {
        sid: "ManageGroup",
        actions: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
        resources: [group, `${group}:*`],
      },
      {
        sid: "WriteMetrics",
        actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:GetLogEvents", "logs:PutLogEvents"],
        resources: `${group}:log-stream:*`,
      },
    ],
  });
}
