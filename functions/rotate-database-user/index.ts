import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import {
  type Address,
  type Connect,
  type Credentials,
  connectToRds,
  onConnection,
  quoteName,
} from "../shared/postgres";
import { type Rotation, type RotationEvent, randomText, rotate, type SecretsClient } from "../shared/rotation";
import { credentialsIn } from "../shared/secret-value";
import { scramVerifier } from "./scram";

/** Tags of a secret that say whose password it holds, where the database is, and who may change the password. */
export const tagNames = {
  user: "database-user",
  address: "database-address",
  administrator: "database-administrator",
} as const;

/**
 * The rotation of the password of a database's user, who exists. The name stays, so between `set` and the end of the
 * rotation, a few seconds, the current value of the secret opens no new connection.
 */
export function userPassword(secrets: SecretsClient, connect: Connect): Rotation {
  return {
    make: async (tags) => {
      const tag = (name: string) => {
        const value = tags.get(name);
        if (!value) throw new Error(`The secret has no tag ${name}`);
        return value;
      };
      const [host = "", port, dbname = ""] = tag(tagNames.address).split(/[:/]/);
      const made: UserSecret = {
        engine: "postgres",
        host,
        port: Number(port),
        dbname,
        masterarn: tag(tagNames.administrator),
        username: tag(tagNames.user),
        password: await randomText(secrets),
      };
      return JSON.stringify(made);
    },
    set: async (value) => {
      const { masterarn, username, password, ...server } = userIn(value);
      const sql = connect(addressOf(server), await credentialsIn(secrets, masterarn));
      await onConnection(sql, () =>
        sql.unsafe(`ALTER ROLE ${quoteName(username)} PASSWORD '${scramVerifier(password)}'`),
      );
    },
    test: async (value) => {
      const user = userIn(value);
      await onConnection(connect(addressOf(user), user), (sql) => sql`SELECT 1`);
    },
  };
}

/**
 * The value of the secret: what RDS Proxy reads, in the form that AWS's drivers know
 * (docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html).
 */
interface UserSecret extends Credentials {
  readonly engine: "postgres";
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  /** Secret of the administrator. */
  readonly masterarn: string;
}

function userIn(value: string): UserSecret {
  return JSON.parse(value) as UserSecret;
}

function addressOf({ host, port, dbname }: Pick<UserSecret, "host" | "port" | "dbname">): Address {
  return `${host}:${port}/${dbname}`;
}

const secretsManager = new SecretsManagerClient();

export async function handler(event: RotationEvent): Promise<void> {
  await rotate(secretsManager, event, userPassword(secretsManager, connectToRds));
}
