import { readFileSync, rmSync } from "node:fs";
import type { Means } from "../../functions/database-users/index";
import { scramVerifier } from "../../functions/rotate-database-user/scram";
import { type Credentials, connectTo, onConnection, quoteName } from "../../functions/shared/postgres";
import { makeCertificate } from "../support/certificate";
import { type Postgres, type PostgresOptions, startPostgres } from "../support/postgres";
import { newFolder } from "../support/temporary";
import { FakeSecretsManager } from "./fake-secrets-manager";

/** Secret of the administrator. */
export const administratorArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:administrator-AbCdEf";

const superuser: Credentials = { username: "postgres", password: "unused" };
const administrator: Credentials = { username: "platform_admin", password: "of the administrator" };
const password = "of a user";

/** Value of that secret. */
export const administratorSecret = JSON.stringify(administrator);

/** A database as RDS makes it: its administrator may make roles, and is no superuser. */
export interface TestDatabase {
  readonly address: string;
  readonly connect: Means["connect"];
  /** Answers with the credentials of the administrator. */
  readonly secrets: FakeSecretsManager;
  /** Runs a statement as the superuser, as the administrator, or as a user. */
  run(user: "superuser" | "administrator" | string, statement: string): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** A certificate for localhost and its key, in PEM. */
export async function certificateForLocalhost() {
  const folder = newFolder();
  const { certificateFile, keyFile } = await makeCertificate(folder);
  const pem = { certificate: readFileSync(certificateFile, "utf8"), key: readFileSync(keyFile, "utf8") };
  rmSync(folder, { recursive: true });
  return pem;
}

/** Starts a server that lets users in over TLS with their password, and makes the database `platform` in it. */
export async function startDatabase(options: Pick<PostgresOptions, "follows"> = {}): Promise<TestDatabase> {
  const tls = await certificateForLocalhost();
  const access = ["hostssl all postgres 127.0.0.1/32 trust", "hostssl all all 127.0.0.1/32 scram-sha-256"];
  const server = await startPostgres({ ...options, tls, access });
  const connect = connectTo(() => tls.certificate);
  const database = options.follows ? "postgres" : "platform";
  const address = `localhost:${server.port}/${database}`;
  const credentialsOf: Readonly<Record<string, Credentials>> = { superuser, administrator };
  const run: TestDatabase["run"] = async (user, statement) => {
    const credentials = credentialsOf[user] ?? { username: user, password };
    return await onConnection(connect(address, credentials), (sql) => sql.unsafe(statement));
  };
  if (!options.follows) await makeDatabase(server, connect);
  const known = options.follows ? superuser : administrator;
  return {
    address,
    connect,
    secrets: new FakeSecretsManager("v1", {}, { [administratorArn]: JSON.stringify(known) }),
    run,
    stop: () => server.stop(),
  };
}

async function makeDatabase({ port }: Postgres, connect: Means["connect"]): Promise<void> {
  const { username, password: secret } = administrator;
  await onConnection(connect(`localhost:${port}/postgres`, superuser), async (sql) => {
    await sql.unsafe(`CREATE ROLE ${username} LOGIN CREATEROLE CREATEDB PASSWORD '${scramVerifier(secret)}'`);
    await sql.unsafe(`CREATE DATABASE platform OWNER ${username}`);
  });
}

/** Gives a user the password that `run` signs in with. */
export async function letIn({ run }: TestDatabase, ...users: string[]): Promise<void> {
  for (const user of users) {
    await run("administrator", `ALTER ROLE ${quoteName(user)} PASSWORD '${scramVerifier(password)}'`);
  }
}
