import { setTimeout as wait } from "node:timers/promises";
import { DescribeDBClustersCommand, ModifyDBClusterCommand, RDSClient } from "@aws-sdk/client-rds";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Rotation, type RotationEvent, randomText, rotate, type SecretsClient } from "../shared/rotation";

/** As much of a client as this function needs. */
export type DatabaseClient = Pick<RDSClient, "send">;

/** Tag of the secret that names the cluster whose master user it is about. */
export const clusterTag = "cluster";

/** The value of the secret, in the form that AWS's drivers and RDS Proxy read. */
interface Credentials {
  readonly engine: "postgres";
  readonly dbClusterIdentifier: string;
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** Seconds between two looks at a cluster, and how often: together less than the function may run. */
const look = { everySeconds: 5, times: 48 } as const;

/**
 * The rotation of the master user's password of an Aurora cluster. RDS itself sets the password: nothing here connects
 * to the database.
 * @param pause waits between two looks at the cluster
 */
export function masterPassword(
  secrets: SecretsClient,
  databases: DatabaseClient,
  pause = () => wait(look.everySeconds * 1000),
): Rotation {
  async function clusterCalled(identifier: string) {
    const found = await databases.send(new DescribeDBClustersCommand({ DBClusterIdentifier: identifier }));
    const [cluster] = found.DBClusters ?? [];
    if (!cluster) throw new Error(`There is no cluster ${identifier}`);
    return cluster;
  }
  return {
    make: async (tags) => {
      const identifier = tags.get(clusterTag);
      if (!identifier) throw new Error(`The secret has no tag ${clusterTag} that names its cluster`);
      const { Endpoint, Port, MasterUsername } = await clusterCalled(identifier);
      if (!Endpoint || !Port || !MasterUsername) throw new Error(`Cluster ${identifier} is not ready`);
      const credentials: Credentials = {
        engine: "postgres",
        dbClusterIdentifier: identifier,
        host: Endpoint,
        port: Port,
        username: MasterUsername,
        password: await randomText(secrets),
      };
      return JSON.stringify(credentials);
    },
    set: async (value) => {
      const { dbClusterIdentifier: DBClusterIdentifier, password: MasterUserPassword } = credentialsOf(value);
      const change = { DBClusterIdentifier, MasterUserPassword, ApplyImmediately: true };
      await databases.send(new ModifyDBClusterCommand(change));
    },
    test: async (value) => {
      const { dbClusterIdentifier } = credentialsOf(value);
      for (let times = 0; times < look.times; times++) {
        const { Status, PendingModifiedValues } = await clusterCalled(dbClusterIdentifier);
        if (Status === "available" && !PendingModifiedValues?.MasterUserPassword) return;
        await pause();
      }
      throw new Error(`Cluster ${dbClusterIdentifier} has not taken the new password`);
    },
  };
}

function credentialsOf(value: string): Credentials {
  return JSON.parse(value) as Credentials;
}

const secretsManager = new SecretsManagerClient();
const rds = new RDSClient();

export async function handler(event: RotationEvent): Promise<void> {
  await rotate(secretsManager, event, masterPassword(secretsManager, rds));
}
