/** What a user of a database may do: `write` in a schema of its name, or only `read` what others share. */
export const userLevels = ["read", "write"] as const;

export interface DatabaseUser {
  readonly level: (typeof userLevels)[number];
  /** Users who write, and who share tables with this one. */
  readonly reads: readonly string[];
  /** A table of vectors of this length in the schema of one who writes. @default none */
  readonly vectors?: { readonly dimensions: number };
}

/**
 * Longest name of a user. Names in PostgreSQL have 63 bytes, and each user who writes has a role called `platform_reads_`
 * and its name.
 */
export const longestUserName = 63 - "platform_reads_".length;

/**
 * Words that mean something to PostgreSQL where a role is named: reserved keywords
 * (postgresql.org/docs/current/sql-keywords-appendix.html), and the names of GRANT and SET ROLE.
 */
const keywords = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation " +
    "column concurrently constraint create cross current_catalog current_date current_role current_schema " +
    "current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for " +
    "foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral " +
    "leading left like limit localtime localtimestamp natural none not notnull null offset on only or order outer " +
    "overlaps placing primary public references returning right select session_user similar some symmetric " +
    "system_user table tablesample then to trailing true union unique user using variadic verbose when where window " +
    "with"
  ).split(" "),
);

/** Roles that RDS and PostgreSQL make, in addition to those with a prefix. */
const taken = new Set([
  "admin",
  "administrator",
  "postgres",
  "rdsadmin",
  "rdsproxyadmin",
  "rdsrepladmin",
  "rdstopmgr",
  "root",
]);

/** Why a role must not have the name; undefined when it may. */
export function whyNotAUser(name: string): string | undefined {
  if (keywords.has(name)) return "it is a keyword of PostgreSQL";
  if (name.startsWith("pg_")) return "PostgreSQL keeps names that begin with pg_ for itself";
  if (name.startsWith("rds_")) return "RDS keeps names that begin with rds_ for itself";
  if (name.startsWith("platform_"))
    return "names that begin with platform_ are those of the administrator and of the groups";
  if (name === "information_schema") return "PostgreSQL has a schema of this name";
  if (taken.has(name)) return "it is the name of an administrator";
  return undefined;
}
