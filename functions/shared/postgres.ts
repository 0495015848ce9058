import { readFileSync } from "node:fs";
import postgres from "postgres";

/** A connection to a PostgreSQL database, or a transaction on it. */
export type Sql = postgres.Sql | postgres.TransactionSql;

/** A name and a password, as RDS and its proxies keep them in secrets. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Host name, port and database, as in "main.example.com:5432/platform". */
export type Address = string;

/** Opens a connection to a database as a user. The server is not asked before the first statement. */
export type Connect = (address: Address, credentials: Credentials) => postgres.Sql;

/**
 * The certificate authorities of RDS, as the runtime of Lambda brings them
 * (docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html, "CA certificate loading").
 */
const authorities = "/var/runtime/ca-cert.pem";

/** Seconds until a server has to answer a new connection, and milliseconds until a statement has to end. */
const connectSeconds = 10;
const statementMilliseconds = 60_000;

/** Connections over TLS to servers that show a certificate for their name, from one of the authorities. */
export function connectTo(certificates: () => string): Connect {
  return (address, { username, password }) => {
    const [host = "", port, database] = address.split(/[:/]/);
    return postgres({
      host,
      port: Number(port),
      database,
      username,
      password,
      ssl: { ca: certificates(), servername: host, rejectUnauthorized: true },
      max: 1,
      fetch_types: false,
      connect_timeout: connectSeconds,
      connection: { statement_timeout: statementMilliseconds, lock_timeout: statementMilliseconds },
      // Roles and grants that are there already.
      onnotice: () => {},
    });
  };
}

export const connectToRds = connectTo(() => readFileSync(authorities, "utf8"));

/** Does some work on a connection and closes it, whatever happens. */
export async function onConnection<T>(sql: postgres.Sql, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** A name as PostgreSQL reads it, whatever characters it has. @throws Error for the one that no name may have */
export function quoteName(name: string): string {
  if (name === "" || name.includes("\0")) throw new Error("A name is empty or has a null character");
  return `"${name.replaceAll('"', '""')}"`;
}
