import type postgres from "postgres";
import { quoteName, type Sql } from "../shared/postgres";

export type Level = "read" | "write";

/** Level of each user, by the name of the role. */
export type Users = Readonly<Record<string, Level>>;

/** Names of the roles that were made or kept, and of those that may not sign in any more. */
export interface Applied {
  readonly users: readonly string[];
  readonly locked: readonly string[];
}

/** Roles that hold the rights of a level; users are members. Writers are readers too. */
export const groups = { read: "platform_readers", write: "platform_writers" } as const;

const readers = quoteName(groups.read);
const writers = quoteName(groups.write);

/** Any number that nothing else in the database locks. */
const lock = 7_274_628_191;

/**
 * Makes the roles of a database what they should be, whatever they are now. Everything happens in one transaction, and
 * two that are called at once take turns. No data is dropped: the tables of a user who leaves, or may only read now, go
 * to the group of writers.
 * @param sql connection as the administrator, who made the roles
 */
export async function applyUsers(sql: postgres.Sql, users: Users): Promise<Applied> {
  const applied = await sql.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${lock})`;
    await makeGroups(transaction);
    const names = Object.keys(users).sort();
    for (const name of names) await makeUser(transaction, name, users[name] ?? "read");
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

async function makeRole(sql: Sql, name: string, options: string): Promise<void> {
  const found = await sql`SELECT FROM pg_roles WHERE rolname = ${name}`;
  await sql.unsafe(`${found.length > 0 ? "ALTER" : "CREATE"} ROLE ${quoteName(name)} ${options}`);
  // Speaking for a role takes membership: giving its objects away, and saying what becomes of those it will make.
  await sql.unsafe(`GRANT ${quoteName(name)} TO CURRENT_USER`);
}

async function makeGroups(sql: Sql): Promise<void> {
  await makeRole(sql, groups.read, "NOLOGIN");
  await makeRole(sql, groups.write, "NOLOGIN");
  await sql.unsafe(`
    GRANT ${readers} TO ${writers};
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO ${readers};
    GRANT CREATE ON SCHEMA public TO ${writers};
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${readers};
    GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${writers};
    GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO ${writers};
    ${futureGrants("CURRENT_USER")}
    ${futureGrants(writers)}
  `);
}

/** What becomes of the tables that a role will make. @param role as PostgreSQL reads it */
function futureGrants(role: string): string {
  const grant = `ALTER DEFAULT PRIVILEGES FOR ROLE ${role} IN SCHEMA public GRANT`;
  return `
    ${grant} SELECT ON TABLES TO ${readers};
    ${grant} INSERT, UPDATE, DELETE ON TABLES TO ${writers};
    ${grant} USAGE, SELECT, UPDATE ON SEQUENCES TO ${writers};
  `;
}

async function makeUser(sql: Sql, name: string, level: Level): Promise<void> {
  const user = quoteName(name);
  await makeRole(sql, name, "LOGIN");
  if (level === "write") {
    await sql.unsafe(`GRANT ${writers} TO ${user}; ${futureGrants(user)}`);
  } else {
    await sql.unsafe(`GRANT ${readers} TO ${user}; REVOKE ${writers} FROM ${user}; ${giveAway(user)}`);
  }
}

/** An owner may do anything to a table, whatever the grants say. */
function giveAway(user: string): string {
  return `REASSIGN OWNED BY ${user} TO ${writers}`;
}

async function lockUser(sql: Sql, name: string): Promise<void> {
  const user = quoteName(name);
  await sql.unsafe(
    `${giveAway(user)}; REVOKE ${readers}, ${writers} FROM ${user}; ALTER ROLE ${user} NOLOGIN PASSWORD NULL`,
  );
}

/** Members of the groups that are neither among the names nor a group nor the administrator. */
async function usersBut(sql: Sql, names: readonly string[]): Promise<string[]> {
  const kept = [...names, ...Object.values(groups)];
  const found = await sql<{ name: string }[]>`
    SELECT DISTINCT member.rolname AS name
    FROM pg_auth_members
    JOIN pg_roles AS held ON held.oid = roleid
    JOIN pg_roles AS member ON member.oid = pg_auth_members.member
    WHERE held.rolname IN ${sql(Object.values(groups))}
      AND member.rolname NOT IN ${sql(kept)}
      AND member.rolname <> CURRENT_USER
    ORDER BY name`;
  return found.map(({ name }) => name);
}
