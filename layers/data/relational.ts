import { DatabaseEvents } from "../../modules/database/database-events";
import { DatabaseProxy } from "../../modules/database/database-proxy";
import { MasterUserSecret } from "../../modules/database/master-user-secret";
import { OperatingSystemMetrics } from "../../modules/database/operating-system-metrics";
import { PostgresCluster } from "../../modules/database/postgres-cluster";
import { SecondaryPostgresCluster } from "../../modules/database/secondary-postgres-cluster";
import { EncryptedTopic } from "../../modules/notifications/encrypted-topic";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { Foundation, Upstream } from "./foundation";

/** The relational database as other layers see it. */
export interface Relational {
  readonly cluster: PostgresCluster | SecondaryPostgresCluster;
  readonly proxyEndpoint: string;
  readonly secretArn: string;
  readonly globalDatabaseId: string;
}

const purpose = "main";

/** Days between two rotations of the master user's password: as often as RDS rotates those that it manages. */
const passwordDays = 7;

/**
 * Aurora PostgreSQL with its proxy and events; in a recovery environment a follower of the primary's, with instances
 * where the strategy has them standing by. Nothing where the strategy keeps no copy.
 */
export function buildRelational(stack: LayerStack<DataEnvironment>, foundation: Foundation): Relational | undefined {
  const { upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return undefined;
  const { account, security: settings } = stack.environment;
  const { names, security, logs } = foundation;

  if (settings.owns.region) new OperatingSystemMetrics(stack, "database-os-metrics", logs);
  const topic = new EncryptedTopic(stack, "database-events", {
    names,
    purpose: "database-events",
    account,
    kmsKeyArn: security.streamsKeyArn,
    publishers: ["events.rds.amazonaws.com"],
  });
  new DatabaseEvents(stack, "database-event", { names, topicArn: topic.arn });
  return upstream ? buildFollower(stack, foundation, upstream) : buildPrimary(stack, foundation);
}

function buildPrimary(stack: LayerStack<DataEnvironment>, foundation: Foundation): Relational {
  const { recovery, deletionProtection } = stack.environment;
  const { security, network, logs } = foundation;
  const common = commonProps(stack, foundation);
  const { site, placement } = common;
  const global = recovery !== undefined && recovery.strategy !== "backup-restore";
  const cluster = new PostgresCluster(stack, "database", {
    ...common,
    databaseName: "platform",
    secretsKeyArn: security.secretsKeyArn,
    global,
  });
  const secretArn =
    cluster.masterUserSecretArn ??
    new MasterUserSecret(stack, "database-master-user", {
      site,
      purpose,
      cluster,
      code: stack.asset("rotate-database-password.zip", functionCode("rotate-database-password")),
      kmsKeyArn: security.secretsKeyArn,
      replicas: recovery ? [{ region: recovery.region, kmsKeyArn: security.recoverySecretsKeyArn }] : [],
      rotationDays: passwordDays,
      logs,
      queueKeyArn: security.streamsKeyArn,
      deletionProtection,
    }).arn;
  const proxy = new DatabaseProxy(stack, "database-proxy", {
    site,
    purpose,
    target: { clusterIdentifier: cluster.identifier, instances: cluster.instances },
    secret: { arn: secretArn, kmsKeyArn: security.secretsKeyArn },
    placement: { subnetIds: placement.subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
    logs,
  });
  return { cluster, proxyEndpoint: proxy.endpoint, secretArn, globalDatabaseId: cluster.globalClusterId ?? "" };
}

function buildFollower(
  stack: LayerStack<DataEnvironment>,
  foundation: Foundation,
  { environment: primary, strategy, data }: Upstream,
): Relational {
  const common = commonProps(stack, foundation);
  const cluster = new SecondaryPostgresCluster(stack, "database", {
    ...common,
    instances: strategy === "pilot-light" ? 0 : common.instances,
    globalClusterId: data.globalDatabaseId,
    primaryRegion: primary.region,
  });
  return { cluster, proxyEndpoint: "", secretArn: "", globalDatabaseId: data.globalDatabaseId };
}

function commonProps(
  stack: LayerStack<DataEnvironment>,
  { names, security, network, subnetIds, logs, backupPlan }: Foundation,
) {
  const { account, region, zones, data, deletionProtection } = stack.environment;
  const { engineVersion, instances, capacity, backupDays } = data.relational;
  return {
    site: { names, account, region, permissionsBoundaryArn: security.permissionsBoundaryArn },
    purpose,
    engineVersion,
    placement: { zones, subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
    instances,
    capacity,
    keys: { databaseKeyArn: security.databaseKeyArn, logsKeyArn: security.logsKeyArn },
    monitoring: { logRetentionDays: logs.retentionDays },
    backup: { plan: backupPlan, retentionDays: backupDays },
    deletionProtection,
  };
}
