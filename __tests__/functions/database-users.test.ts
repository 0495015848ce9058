import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeUsers, type UsersEvent } from "../../functions/database-users/index";
import { sharedPrefix, type User, type Users } from "../../functions/database-users/roles";
import { connectTo, onConnection, quoteName } from "../../functions/shared/postgres";
import { migrate } from "../../services/gateway/accounts/schema";
import { missingPostgres } from "../support/postgres";
import { administratorArn, certificateForLocalhost, letIn, startDatabase, type TestDatabase } from "./database";

const missing = missingPostgres();
if (missing) console.warn(`NOT TESTED: the users of the database. ${missing}`);

/** One attempt. */
const pause = async () => false;

function apply({ address, connect, secrets }: TestDatabase, users: Users, changes: Partial<UsersEvent> = {}) {
  const event = { address, administrator: administratorArn, follows: false, users, ...changes };
  return makeUsers(event, { secrets: secrets.client, connect, pause });
}

const writes: User = { level: "write", reads: [] };
const readsOf = (...reads: string[]): User => ({ level: "read", reads });

/** What the database knows of roles, memberships, owners and rights. */
async function rightsIn({ run }: TestDatabase) {
  return Promise.all(
    [
      "SELECT rolname, rolcanlogin, rolcreaterole, rolsuper FROM pg_roles ORDER BY 1",
      "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members ORDER BY 1, 2",
      "SELECT nspname, nspowner::regrole::text, nspacl::text FROM pg_namespace ORDER BY 1",
      "SELECT relname, relowner::regrole::text, relacl::text FROM pg_class WHERE relnamespace > 16000 ORDER BY 1",
    ].map((query) => run("superuser", query)),
  );
}

describe.skipIf(missing)("the users of a database", () => {
  let database: TestDatabase;
  const run: TestDatabase["run"] = (user, statement) => database.run(user, statement);
  const all: Users = { gateway: writes, orders: writes, reporting: readsOf("gateway") };

  beforeAll(async () => {
    database = await startDatabase();
    await apply(database, all);
    await letIn(database, "gateway", "orders", "reporting");
    await run("gateway", "CREATE TABLE accounts (id serial PRIMARY KEY, name text, password_hash text)");
    await run("gateway", "INSERT INTO accounts (name, password_hash) VALUES ('first', 'a hash')");
    await run("gateway", `GRANT SELECT (id, name) ON accounts TO ${sharedPrefix}gateway`);
  }, 60_000);
  afterAll(() => database?.stop());

  test("a writer makes tables in a schema of its name, without saying so", async () => {
    await run("orders", "CREATE TABLE accounts (id int)");
    const tables =
      "SELECT schemaname AS schema, tableowner AS owner FROM pg_tables WHERE tablename = 'accounts' ORDER BY 1";
    expect(await run("superuser", tables)).toEqual([
      { schema: "gateway", owner: "gateway" },
      { schema: "orders", owner: "orders" },
    ]);
    await expect(run("orders", "CREATE TABLE public.mine (id int)")).rejects.toThrow("permission denied");
  });

  test("a writer neither sees, changes nor drops a table of another", async () => {
    for (const statement of [
      "SELECT id FROM gateway.accounts",
      "INSERT INTO gateway.accounts (name) VALUES ('x')",
      "ALTER TABLE gateway.accounts ADD COLUMN more text",
      "DROP TABLE gateway.accounts",
      "CREATE TABLE gateway.mine (id int)",
    ]) {
      await expect(run("orders", statement)).rejects.toThrow("permission denied");
    }
  });

  test("a reader reads what a writer shares, and nothing else of it", async () => {
    expect(await run("reporting", "SELECT id, name FROM gateway.accounts")).toEqual([{ id: 1, name: "first" }]);
    for (const statement of [
      "SELECT password_hash FROM gateway.accounts",
      "SELECT * FROM gateway.accounts",
      "SELECT id FROM orders.accounts",
      "INSERT INTO gateway.accounts (name) VALUES ('x')",
      "DELETE FROM gateway.accounts",
      "TRUNCATE gateway.accounts",
      "CREATE TABLE gateway.own (id int)",
      "CREATE TABLE public.own (id int)",
      "CREATE SCHEMA own",
    ]) {
      await expect(run("reporting", statement)).rejects.toThrow("permission denied");
    }
  });

  test("a writer lets in no one whom the environment does not name", async () => {
    await run("gateway", "GRANT SELECT ON accounts TO orders");
    await expect(run("orders", "SELECT id FROM gateway.accounts")).rejects.toThrow("for schema gateway");
    await run("gateway", "REVOKE SELECT ON accounts FROM orders");
    // PostgreSQL warns, and grants nothing.
    await run("gateway", "GRANT USAGE ON SCHEMA gateway TO orders");
    await expect(run("orders", "SELECT id FROM gateway.accounts")).rejects.toThrow("for schema gateway");
  });

  test.each(["reporting", "gateway"])("%s may make no roles, and become no other", async (user) => {
    await expect(run(user, "CREATE ROLE another")).rejects.toThrow("permission denied");
    await expect(run(user, "SET ROLE platform_admin")).rejects.toThrow("permission denied");
    await expect(run(user, "SET ROLE orders")).rejects.toThrow("permission denied");
  });

  test("the same users again change nothing", async () => {
    const before = await rightsIn(database);
    const result = await apply(database, { reporting: readsOf("gateway"), gateway: writes, orders: writes });
    expect(result).toEqual({ users: ["gateway", "orders", "reporting"], locked: [] });
    expect(await rightsIn(database)).toEqual(before);
  });

  test("several at once end with what one alone does", async () => {
    const users: Users = { ...all, later: writes };
    await Promise.all([1, 2, 3, 4].map(() => apply(database, users)));
    const together = await rightsIn(database);
    await apply(database, users);
    expect(await rightsIn(database)).toEqual(together);
    expect(await apply(database, all)).toMatchObject({ locked: ["later"] });
  });

  test("who reads of another now, reads no more of the one before", async () => {
    await run("orders", `GRANT SELECT ON accounts TO ${sharedPrefix}orders`);
    await apply(database, { ...all, reporting: readsOf("orders") });
    expect(await run("reporting", "SELECT id FROM orders.accounts")).toEqual([]);
    await expect(run("reporting", "SELECT id FROM gateway.accounts")).rejects.toThrow("for schema gateway");
    await apply(database, all);
    await expect(run("reporting", "SELECT id FROM orders.accounts")).rejects.toThrow("for schema orders");
  });

  test("who may only read now, reads what it made and changes nothing of it; back at write, it has it again", async () => {
    await run("orders", "CREATE TABLE invoices AS SELECT 1 AS id");
    await apply(database, { ...all, orders: readsOf("gateway") });
    expect(await run("orders", "SELECT id FROM invoices")).toEqual([{ id: 1 }]);
    for (const statement of ["UPDATE invoices SET id = 2", "DROP TABLE invoices", "CREATE TABLE more (id int)"]) {
      await expect(run("orders", statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await apply(database, { ...all, orders: readsOf("gateway") });
    await apply(database, all);
    expect(await run("orders", "UPDATE invoices SET id = 2 RETURNING id")).toEqual([{ id: 2 }]);
    await run("orders", "DROP TABLE invoices");
  });

  test("who leaves is locked out at once, and its tables stay", async () => {
    const open = database.connect(database.address, { username: "orders", password: "of a user" });
    await open`SELECT 1`;
    const result = await apply(database, { gateway: writes, reporting: readsOf("gateway") });
    expect(result).toEqual({ users: ["gateway", "reporting"], locked: ["orders"] });
    await expect(
      onConnection(open, async (sql) => {
        await sql`SELECT 1`;
        await sql`SELECT id FROM accounts`;
      }),
    ).rejects.toThrow();
    await expect(run("orders", "SELECT 1")).rejects.toThrow();
    expect(await run("superuser", "SELECT id FROM orders.accounts")).toEqual([]);
  });

  test("who comes back gets in with the next password, not with the old one", async () => {
    await apply(database, all);
    await expect(run("orders", "SELECT 1")).rejects.toThrow("password authentication failed");
    await letIn(database, "orders");
    expect(await run("orders", "SELECT id FROM accounts")).toEqual([]);
  });

  test.each(['x"; DROP TABLE accounts; --', "x'; DROP TABLE accounts; --", "user", "with space and $1", "dotted.name"])(
    "%s is a name like any other",
    async (name) => {
      await apply(database, { ...all, [name]: writes, reporting: readsOf("gateway", name) });
      const found = await run("superuser", `SELECT rolname FROM pg_roles WHERE rolname = $name$${name}$name$`);
      expect(found).toEqual([{ rolname: name }]);
      await letIn(database, name);
      await run(name, "CREATE TABLE theirs (id int)");
      await run(name, `GRANT SELECT ON theirs TO ${quoteName(sharedPrefix + name)}`);
      expect(await run("reporting", `SELECT id FROM ${quoteName(name)}.theirs`)).toEqual([]);
      await apply(database, { ...all, [name]: readsOf("gateway") });
      expect(await run(name, "SELECT id FROM theirs")).toEqual([]);
      await apply(database, all);
      await expect(run(name, "SELECT 1")).rejects.toThrow();
      expect(await run("gateway", "SELECT count(*)::int AS count FROM accounts")).toEqual([{ count: 1 }]);
    },
  );

  test("an error leaves everything as it was", async () => {
    const before = await rightsIn(database);
    await expect(apply(database, { aaa: writes, postgres: readsOf("aaa") })).rejects.toThrow();
    await expect(apply(database, { aaa: readsOf("no-one") })).rejects.toThrow("platform_reads_no-one");
    expect(await rightsIn(database)).toEqual(before);
  });

  test("a server with a certificate of another authority gets no password", async () => {
    const { certificate } = await certificateForLocalhost();
    const connect = connectTo(() => certificate);
    await expect(apply({ ...database, connect }, { gateway: writes })).rejects.toThrow("self-signed certificate");
  });

  test("the gateway shares neither addresses nor hashes, and can be updated by itself", async () => {
    await run("gateway", "DROP TABLE accounts");
    const sql = database.connect(database.address, { username: "gateway", password: "of a user" });
    await onConnection(sql, async (open) => {
      await migrate(open);
      await migrate(open);
    });
    expect(await run("reporting", "SELECT account_id, created_at FROM gateway.accounts")).toEqual([]);
    for (const column of ["email", "password_hash"]) {
      await expect(run("reporting", `SELECT ${column} FROM gateway.accounts`)).rejects.toThrow("permission denied");
    }
  });
});

describe.skipIf(missing)("a database that follows another", () => {
  test("rests until it is promoted, then gets its users", async () => {
    const database = await startDatabase({ follows: true });
    const users: Users = { gateway: writes };
    expect(await apply(database, users, { follows: true })).toEqual({ rests: `${database.address} takes no writes` });
    await expect(apply(database, users)).rejects.toThrow("takes no writes");
    await database.run("superuser", "SELECT pg_promote()");
    expect(await apply(database, users, { follows: true })).toEqual({ users: ["gateway"], locked: [] });
    await database.stop();
  });
});
