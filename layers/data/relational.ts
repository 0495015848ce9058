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

/** Database that applications connect to. */
export const databaseName = "platform";

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
  const { site, environment, security, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return undefined;

  const metrics = environment.owns.region
    ? new OperatingSystemMetrics(stack, "database-os-metrics", { site })
    : undefined;
  const topic = new EncryptedTopic(stack, "database-events", {
    site,
    purpose: "database-events",
    kmsKeyArn: security.streamsKeyArn,
    publishers: { services: ["events.rds.amazonaws.com"] },
  });
  new DatabaseEvents(stack, "database-event", { site, topicArn: topic.arn });
  const withMetrics = { ...foundation, metricsLogGroup: metrics?.logGroup };
  return upstream ? buildFollower(stack, { ...withMetrics, upstream }) : buildPrimary(stack, withMetrics);
}

/** What a primary and a follower build on. */
interface ClusterFoundation extends DataFoundation {
  readonly metricsLogGroup: ITerraformDependable | undefined;
}

function buildPrimary(stack: LayerStack<DataEnvironment>, foundation: ClusterFoundation): Relational {
  const { site, environment, security } = foundation;
  const { data, recovery } = environment;
  const { engineVersion, majorUpgrade, instances, capacity } = data.relational;
  const cluster = new PostgresCluster(stack, "database", {
    ...clusterProps(foundation),
    database: {
      name: databaseName,
      engineVersion,
      majorUpgrade,
      global: recovery !== undefined && recovery.strategy !== "backup-restore",
    },
    capacity: { instances, ...capacity },
    keys: { databaseKeyArn: security.databaseKeyArn, secretsKeyArn: security.secretsKeyArn },
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
  const proxy = buildProxy(stack, { ...foundation, cluster, secretArn });
  return { cluster, proxy, secretArn, globalDatabaseId: cluster.globalClusterId ?? "" };
}

function buildFollower(
  stack: LayerStack<DataEnvironment>,
  foundation: ClusterFoundation & { readonly upstream: DataUpstream },
): Relational {
  const { site, environment, security, upstream } = foundation;
  const { engineVersion, majorUpgrade, instances, capacity } = environment.data.relational;
  const { globalDatabaseId, databaseSecretArn } = upstream.data;
  const primaryRegion = upstream.environment.region;
  const hasInstances = upstream.strategy !== "pilot-light";
  const cluster = new SecondaryPostgresCluster(stack, "database", {
    ...clusterProps(foundation),
    database: { engineVersion, majorUpgrade, globalClusterId: globalDatabaseId, primaryRegion },
    capacity: { instances: hasInstances ? instances : 0, ...capacity },
    keys: { databaseKeyArn: security.databaseKeyArn },
  });
  // Secrets Manager keeps a copy of the primary's secret here, under the same name.
  const copyArn = Fn.replace(databaseSecretArn, `:${primaryRegion}:`, `:${site.region}:`);
  // By a name of its own, so that the policies that hold it stay literal JSON.
  const secretArn = new TerraformLocal(stack, "database-secret-arn", copyArn).asString;
  // Its connections are taken once the cluster is the primary.
  const proxy = hasInstances ? buildProxy(stack, { ...foundation, cluster, secretArn }) : undefined;
  return { cluster, proxy, secretArn, globalDatabaseId };
}

function buildProxy(
  stack: LayerStack<DataEnvironment>,
  foundation: ClusterFoundation & Pick<Relational, "cluster" | "secretArn">,
): DatabaseProxy {
  const { site, security, network, subnetIds, cluster, secretArn } = foundation;
  return new DatabaseProxy(stack, "database-proxy", {
    site,
    purpose,
    target: { clusterIdentifier: cluster.identifier, instances: cluster.instances },
    secret: { arn: secretArn, kmsKeyArn: security.secretsKeyArn },
    placement: { subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
  });
}

/** What a primary and a follower are told alike. */
function clusterProps({ site, environment, network, subnetIds, metricsLogGroup }: ClusterFoundation) {
  return {
    site,
    purpose,
    placement: { zones: environment.zones, subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
    operation: { backupDays: environment.data.relational.backupDays, metricsLogGroup },
  };
}
