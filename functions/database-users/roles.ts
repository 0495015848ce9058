import type postgres from "postgres";
import { quoteName, type Sql } from "../shared/postgres";
import { type Vectors, vectorTable } from "./vectors";

/** What a user may do: one who writes has a schema of its name, one who reads has none. */
export interface User {
  readonly level: "read" | "write";
  /** Users who write, and who share tables with this one. */
  readonly reads: readonly string[];
  /** A table of vectors in the schema of one who writes. @default none */
  readonly vectors?: Vectors;
}

/** Users by the names of their roles. */
export type Users = Readonly<Record<string, User>>;

/** Names of the roles that were made or kept, and of those that may not sign in any more. */
export interface Applied {
  readonly users: readonly string[];
  readonly locked: readonly string[];
}

/** Role that all users are members of. It has no rights: it is how the function knows its users. */
export const usersGroup = "platform_users";

/** Begins the name of the role that a writer grants to what it shares. */
export const sharedPrefix = "platform_reads_";

/** Begins the name of the role that keeps what a writer made who may only read now. */
const keptPrefix = "platform_keeps_";

/** Any number that nothing else in the database locks. */
const lock = 7_274_628_191;

/**
 * Makes the roles of a database what they should be, whatever they are now. Everything happens in one transaction, and
 * two that are called at once take turns. No data is dropped: the schema of a user who leaves stays as it is, and what a
 * user made who may only read now goes to a role that no user signs in as.
 * @param sql connection as the administrator, who made the roles
 */
export async function applyUsers(sql: postgres.Sql, users: Users): Promise<Applied> {
  const applied = await sql.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${lock})`;
    await makeRole(transaction, usersGroup, "NOLOGIN");
    await transaction`REVOKE CREATE ON SCHEMA public FROM PUBLIC`;
    const all = Object.entries(users).sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [name, { level }] of all) await makeUser(transaction, name, level);
    for (const [name, { level, vectors }] of all) {
      if (level === "write" && vectors) await transaction.unsafe(vectorTable(name, vectors));
    }
    // Once all schemas are there.
    for (const [name, { reads }] of all) await letRead(transaction, name, reads);
    const names = all.map(([name]) => name);
    const locked = await usersBut(transaction, names);
    for (const name of locked) await lockUser(transaction, name);
    return { users: names, locked };
  });
  // Connections outlive the right to sign in, those of a pool for hours. Only now can no new one come.
  for (const name of applied.locked) {
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ${name}`;
  }
  return applied;
}

async function roleExists(sql: Sql, name: string): Promise<boolean> {
  return (await sql`SELECT FROM pg_roles WHERE rolname = ${name}`).length > 0;
}

async function makeRole(sql: Sql, name: string, options: string): Promise<void> {
  await sql.unsafe(`${(await roleExists(sql, name)) ? "ALTER" : "CREATE"} ROLE ${quoteName(name)} ${options}`);
  // Speaking for a role takes membership: giving its objects away.
  await sql.unsafe(`GRANT ${quoteName(name)} TO CURRENT_USER`);
}

async function makeUser(sql: Sql, name: string, level: User["level"]): Promise<void> {
  await makeRole(sql, name, "LOGIN");
  await sql.unsafe(`GRANT ${quoteName(usersGroup)} TO ${quoteName(name)}`);
  await (level === "write" ? letWrite(sql, name) : letWriteNoMore(sql, name));
}

/** The schema belongs to the administrator, so that the user shares tables only with the role that is there for it. */
async function letWrite(sql: Sql, name: string): Promise<void> {
  const [user, shared, kept] = [name, sharedPrefix + name, keptPrefix + name].map(quoteName);
  await makeRole(sql, sharedPrefix + name, "NOLOGIN");
  await sql.unsafe(`
    CREATE SCHEMA IF NOT EXISTS ${user};
    GRANT USAGE, CREATE ON SCHEMA ${user} TO ${user};
    GRANT USAGE ON SCHEMA ${user} TO ${shared};
  `);
  if (await roleExists(sql, keptPrefix + name)) await sql.unsafe(`REASSIGN OWNED BY ${kept} TO ${user}`);
}

/** An owner may do anything to a table, whatever the grants say: the tables need another one. */
async function letWriteNoMore(sql: Sql, name: string): Promise<void> {
  const schema = await sql`SELECT FROM pg_namespace WHERE nspname = ${name}`;
  if (schema.length === 0) return;
  const [user, kept] = [name, keptPrefix + name].map(quoteName);
  await makeRole(sql, keptPrefix + name, "NOLOGIN");
  await sql.unsafe(`
    GRANT USAGE, CREATE ON SCHEMA ${user} TO ${kept};
    REASSIGN OWNED BY ${user} TO ${kept};
    REVOKE CREATE ON SCHEMA ${user} FROM ${user};
    GRANT SELECT ON ALL TABLES IN SCHEMA ${user} TO ${user};
  `);
}

/** Lets a user read what these writers share, and what no others do. */
async function letRead(sql: Sql, name: string, writers: readonly string[]): Promise<void> {
  for (const role of await membershipsOf(sql, name)) {
    if (role.startsWith(sharedPrefix) && !writers.includes(role.slice(sharedPrefix.length))) {
      await sql.unsafe(`REVOKE ${quoteName(role)} FROM ${quoteName(name)}`);
    }
  }
  for (const writer of writers) {
    await sql.unsafe(`GRANT ${quoteName(sharedPrefix + writer)} TO ${quoteName(name)}`);
  }
}

async function lockUser(sql: Sql, name: string): Promise<void> {
  const user = quoteName(name);
  for (const role of await membershipsOf(sql, name)) await sql.unsafe(`REVOKE ${quoteName(role)} FROM ${user}`);
  await sql.unsafe(`ALTER ROLE ${user} NOLOGIN PASSWORD NULL`);
}

/** Names of the roles that a role is a member of. */
async function membershipsOf(sql: Sql, name: string): Promise<string[]> {
  const held = await sql<{ name: string }[]>`
    SELECT held.rolname AS name
    FROM pg_auth_members
    JOIN pg_roles AS held ON held.oid = roleid
    JOIN pg_roles AS member ON member.oid = pg_auth_members.member
    WHERE member.rolname = ${name}
    ORDER BY name`;
  return held.map((role) => role.name);
}

/** Users who are not among the names. */
async function usersBut(sql: Sql, names: readonly string[]): Promise<string[]> {
  const found = await sql<{ name: string }[]>`
    SELECT DISTINCT member.rolname AS name
    FROM pg_auth_members
    JOIN pg_roles AS held ON held.oid = roleid
    JOIN pg_roles AS member ON member.oid = pg_auth_members.member
    WHERE held.rolname = ${usersGroup} AND member.rolname <> CURRENT_USER
    ORDER BY name`;
  return found.map(({ name }) => name).filter((name) => !names.includes(name));
}
