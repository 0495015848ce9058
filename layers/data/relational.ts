import type { ITerraformDependable } from "cdktf";
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
import { buildDatabaseUsers } from "./database-users";
import type { DataFoundation, DataUpstream } from "./foundation";
import { secretCopy } from "./secret-copy";

/** The relational database as other layers see it. */
export interface Relational {
  readonly cluster: PostgresCluster | SecondaryPostgresCluster;
  /** Absent where it has no instance behind it. */
  readonly proxy: DatabaseProxy | undefined;
  readonly secretArn: string;
  /** Secret of each user, by name. */
  readonly userSecretArns: Readonly<Record<string, string>>;
  readonly globalDatabaseId: string;
  /** Topic of what happens to databases. */
  readonly eventsTopicArn: string;
}

type Built = Omit<Relational, "eventsTopicArn">;

const purpose = "main";

/** Database that applications connect to. */
export const databaseName = "platform";

/** Port of every cluster: none is given another. */
const postgresPort = 5432;

/** Days between two rotations of the master user's password: as often as RDS rotates those that it manages. */
const passwordDays = 7;

/**
 * Aurora PostgreSQL with its proxy and events; in a recovery environment a follower of the primary's, with instances
 * where the strategy keeps them ready. Nothing where the strategy keeps no copy.
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
  const built = upstream ? buildFollower(stack, { ...withMetrics, upstream }) : buildPrimary(stack, withMetrics);
  return { ...built, eventsTopicArn: topic.arn };
}

/** What a primary and a follower build on. */
interface ClusterFoundation extends DataFoundation {
  readonly metricsLogGroup: ITerraformDependable | undefined;
}

function buildPrimary(stack: LayerStack<DataEnvironment>, foundation: ClusterFoundation): Built {
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
  const masterUser = cluster.masterUserSecretArn
    ? undefined
    : new MasterUserSecret(stack, "database-master-user", {
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
      });
  const secretArn = masterUser?.arn ?? cluster.masterUserSecretArn ?? "";
  const clients = buildClients(stack, {
    ...foundation,
    cluster,
    secretArn,
    waitFor: [...cluster.instances, ...(masterUser ? [masterUser.rotation] : [])],
  });
  return { cluster, ...clients, secretArn, globalDatabaseId: cluster.globalClusterId ?? "" };
}

function buildFollower(
  stack: LayerStack<DataEnvironment>,
  foundation: ClusterFoundation & { readonly upstream: DataUpstream },
): Built {
  const { environment, security, upstream } = foundation;
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
  const secretArn = secretCopy(stack, "database-secret-arn", { ...foundation, secretArn: databaseSecretArn });
  // Connections are taken once the cluster is the primary.
  const clients = hasInstances
    ? buildClients(stack, { ...foundation, cluster, secretArn, waitFor: cluster.instances })
    : { proxy: undefined, userSecretArns: {} };
  return { cluster, ...clients, secretArn, globalDatabaseId };
}

/** What clients need: the users that they come as, and the proxy, which knows the passwords. */
function buildClients(
  stack: LayerStack<DataEnvironment>,
  foundation: ClusterFoundation &
    Pick<Relational, "cluster" | "secretArn"> & { readonly waitFor: readonly ITerraformDependable[] },
): Pick<Relational, "proxy" | "userSecretArns"> {
  const { site, security, network, subnetIds, cluster, secretArn } = foundation;
  const kmsKeyArn = security.secretsKeyArn;
  const userSecretArns = buildDatabaseUsers(stack, {
    ...foundation,
    purpose,
    database: {
      address: `${cluster.writerEndpoint}:${postgresPort}/${databaseName}`,
      secret: { arn: secretArn, kmsKeyArn },
    },
  });
  const users = Object.values(userSecretArns);
  const proxy = new DatabaseProxy(stack, "database-proxy", {
    site,
    purpose,
    target: { clusterIdentifier: cluster.identifier, instances: cluster.instances },
    // A proxy has one secret at least: without users, the administrator's.
    secrets: { arns: users.length > 0 ? users : [secretArn], kmsKeyArn },
    placement: { subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
  });
  return { proxy, userSecretArns };
}

/** Settings that a primary and a follower share. */
function clusterProps({ site, environment, network, subnetIds, metricsLogGroup }: ClusterFoundation) {
  return {
    site,
    purpose,
    placement: { zones: environment.zones, subnetIds, securityGroupIds: [network.dataSecurityGroupId] },
    operation: {
      backupDays: environment.data.relational.backupDays,
      dataApi: Object.values(environment.data.relational.users).some(({ vectors }) => vectors) || undefined,
      metricsLogGroup,
    },
  };
}
