import { Fn, type ITerraformDependable, TerraformLocal } from "cdktf";
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
import type { DataFoundation, DataUpstream } from "./foundation";

/** The relational database as other layers see it. */
export interface Relational {
  readonly cluster: PostgresCluster | SecondaryPostgresCluster;
  /** Absent where no instance stands behind it. */
  readonly proxy: DatabaseProxy | undefined;
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
export function buildRelational(
  stack: LayerStack<DataEnvironment>,
  foundation: DataFoundation,
): Relational | undefined {
  const { upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return undefined;
  const { site, environment, security } = foundation;
  const { names, logs } = site;

  const metrics = environment.owns.region ? new OperatingSystemMetrics(stack, "database-os-metrics", logs) : undefined;
  const topic = new EncryptedTopic(stack, "database-events", {
    site,
    purpose: "database-events",
    kmsKeyArn: security.streamsKeyArn,
    publishers: ["events.rds.amazonaws.com"],
  });
  new DatabaseEvents(stack, "database-event", { names, topicArn: topic.arn });
  const common = commonProps(foundation, metrics?.logGroup);
  return upstream ? buildFollower(stack, foundation, common, upstream) : buildPrimary(stack, foundation, common);
}

function buildPrimary(stack: LayerStack<DataEnvironment>, foundation: DataFoundation, common: Common): Relational {
  const { environment, security } = foundation;
  const { recovery } = environment;
  const { site } = common;
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
      keys: {
        kmsKeyArn: security.secretsKeyArn,
        replicas: recovery ? [{ region: recovery.region, kmsKeyArn: security.recoverySecretsKeyArn }] : [],
        queueKeyArn: security.streamsKeyArn,
      },
      rotationDays: passwordDays,
    }).arn;
  const proxy = buildProxy(stack, foundation, common, cluster, secretArn);
  return { cluster, proxy, secretArn, globalDatabaseId: cluster.globalClusterId ?? "" };
}

function buildFollower(
  stack: LayerStack<DataEnvironment>,
  foundation: DataFoundation,
  common: Common,
  { environment: primary, strategy, data }: DataUpstream,
): Relational {
  const hasInstances = strategy !== "pilot-light";
  const cluster = new SecondaryPostgresCluster(stack, "database", {
    ...common,
    instances: hasInstances ? common.instances : 0,
    globalClusterId: data.globalDatabaseId,
    primaryRegion: primary.region,
  });
  // Secrets Manager keeps a copy of the primary's secret here, under the same name.
  const copyArn = Fn.replace(data.databaseSecretArn, `:${primary.region}:`, `:${foundation.environment.region}:`);
  // By a name of its own, so that the policies that hold it stay literal JSON.
  const secretArn = new TerraformLocal(stack, "database-secret-arn", copyArn).asString;
  // Its connections are taken once the cluster is the primary.
  const proxy = hasInstances ? buildProxy(stack, foundation, common, cluster, secretArn) : undefined;
  return { cluster, proxy, secretArn, globalDatabaseId: data.globalDatabaseId };
}

function buildProxy(
  stack: LayerStack<DataEnvironment>,
  { site, security, network }: DataFoundation,
  { placement }: Common,
  { identifier, instances }: Relational["cluster"],
  secretArn: string,
): DatabaseProxy {
  return new DatabaseProxy(stack, "database-proxy", {
    site,
    purpose,
    target: { clusterIdentifier: identifier, instances },
    secret: { arn: secretArn, kmsKeyArn: security.secretsKeyArn },
    placement: { subnetIds: placement.subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
  });
}

type Common = ReturnType<typeof commonProps>;

function commonProps(
  { site, environment, security, network, subnetIds }: DataFoundation,
  logGroup: ITerraformDependable | undefined,
) {
  const { zones, data } = environment;
  const { logs, backupPlan, deletionProtection } = site;
  const { engineVersion, majorUpgrade, instances, capacity, backupDays } = data.relational;
  return {
    site,
    purpose,
    engineVersion,
    majorUpgrade,
    placement: { zones, subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
    instances,
    capacity,
    keys: { databaseKeyArn: security.databaseKeyArn, logsKeyArn: security.logsKeyArn },
    monitoring: { logRetentionDays: logs.retentionDays, logGroup },
    backup: { plan: backupPlan, retentionDays: backupDays },
    deletionProtection,
  };
}
