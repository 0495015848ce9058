import { setTimeout as wait } from "node:timers/promises";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type postgres from "postgres";
import { type Address, type Connect, type Credentials, connectToRds, onConnection } from "../shared/postgres";
import type { SecretsClient } from "../shared/rotation";
import { credentialsIn } from "../shared/secret-value";
import { type Applied, applyUsers, type Users } from "./roles";

/** What Terraform calls the function with. */
export interface UsersEvent {
  readonly address: Address;
  /** ARN of the secret with the credentials of the administrator. */
  readonly administrator: string;
  /** The database follows one of another region, and takes no writes before it is promoted. */
  readonly follows: boolean;
  readonly users: Users;
}

export type UsersResult = Applied | { readonly rests: string };

/** What the function reaches the world with. */
export interface Means {
  readonly secrets: SecretsClient;
  readonly connect: Connect;
  /** Waits for the next attempt; says no when there is no time for another. */
  readonly pause: () => Promise<boolean>;
}

/** Seconds between two attempts, and those that the last one may take. */
const attempt = { everySeconds: 5, takesSeconds: 90 } as const;

/** Codes of errors that say that no server is there: the writer's name of a follower leads nowhere. */
const unreachable = ["CONNECT_TIMEOUT", "EAI_AGAIN", "ECONNREFUSED", "EHOSTUNREACH", "ENOTFOUND", "ETIMEDOUT"];

/** The database takes no writes: it has no writer yet, or follows another. */
class NoWriter extends Error {}

/**
 * Makes the roles of a database. A first apply may come before the database has a writer, before the administrator has
 * the password in the secret, and before the function's role may read it: all of that is tried again for a while. A
 * database that follows another has its roles from there: until it is promoted, there is nothing to do.
 */
export async function makeUsers(event: UsersEvent, { secrets, connect, pause }: Means): Promise<UsersResult> {
  for (;;) {
    let sql: postgres.Sql | undefined;
    try {
      sql = await writerOf(event.address, connect, await credentialsIn(secrets, event.administrator));
    } catch (error) {
      if (event.follows && error instanceof NoWriter) return { rests: error.message };
      if (!(await pause())) throw error;
    }
    if (sql) return onConnection(sql, (open) => applyUsers(open, event.users));
  }
}

/** A connection to a database that takes writes. @throws NoWriter when it does not */
async function writerOf(address: Address, connect: Connect, credentials: Credentials): Promise<postgres.Sql> {
  const sql = connect(address, credentials);
  try {
    const [answer] = await sql<{ follows: boolean }[]>`SELECT pg_is_in_recovery() AS follows`;
    if (answer?.follows) throw new NoWriter(`${address} takes no writes`);
    return sql;
  } catch (error) {
    await sql.end({ timeout: 1 });
    if (unreachable.includes(codeOf(error))) throw new NoWriter(`${address} does not answer: ${codeOf(error)}`);
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

const secrets = new SecretsManagerClient();

/** As much as this function needs of what Lambda says about a run. */
interface Run {
  readonly getRemainingTimeInMillis: () => number;
}

export async function handler(event: UsersEvent, run: Run): Promise<UsersResult> {
  const pause = async () => {
    await wait(attempt.everySeconds * 1000);
    return run.getRemainingTimeInMillis() > attempt.takesSeconds * 1000;
  };
  return makeUsers(event, { secrets, connect: connectToRds, pause });
}
