import type postgres from "postgres";

/** Any number that no other program locks in this database. */
const lock = 4_100_822_314;

/**
 * Brings the database to what this version needs. Every statement may run again: on a database that has it, nothing
 * happens. Instances that start at the same time take turns. Only additions belong here, as the version before still
 * runs during an update.
 */
export async function migrate(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`SELECT pg_advisory_xact_lock(${lock})`;
    await transaction`
      CREATE TABLE IF NOT EXISTS accounts (
        account_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL,
        password_hash text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      )`;
    await transaction`CREATE UNIQUE INDEX IF NOT EXISTS accounts_email ON accounts (lower(email))`;
    await shareWithReaders(transaction);
  });
}

/**
 * Shares what says nothing about a person: neither addresses nor hashes. The platform gives each user who writes a role for
 * those who may read of its schema; other databases have none.
 */
async function shareWithReaders(sql: postgres.TransactionSql): Promise<void> {
  const roles = await sql<{ name: string }[]>`
    SELECT quote_ident(rolname) AS name FROM pg_roles WHERE rolname = 'platform_reads_' || current_user`;
  for (const { name } of roles) await sql.unsafe(`GRANT SELECT (account_id, created_at) ON accounts TO ${name}`);
}
