import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeUsers, type UsersEvent } from "../../functions/database-users/index";
import type { Users } from "../../functions/database-users/roles";
import { connectTo, onConnection, quoteName } from "../../functions/shared/postgres";
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

/** What the database knows of roles, memberships, owners and rights. */
async function rightsIn({ run }: TestDatabase) {
  return Promise.all(
    [
      "SELECT rolname, rolcanlogin, rolcreaterole, rolsuper FROM pg_roles ORDER BY 1",
      "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members ORDER BY 1, 2",
      "SELECT relname, relowner::regrole::text, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
      "SELECT defaclrole::regrole::text, defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1, 2",
    ].map((query) => run("superuser", query)),
  );
}

describe.skipIf(missing)("the users of a database", () => {
  let database: TestDatabase;
  const run: TestDatabase["run"] = (user, statement) => database.run(user, statement);

  beforeAll(async () => {
    database = await startDatabase();
    await run("administrator", "CREATE TABLE before (id serial, note text)");
    await apply(database, { gateway: "write", orders: "write", reporting: "read" });
    await letIn(database, "gateway", "orders", "reporting");
    await run("gateway", "CREATE TABLE accounts (id serial PRIMARY KEY, name text)");
    await run("gateway", "INSERT INTO accounts (name) VALUES ('first')");
  }, 60_000);
  afterAll(() => database?.stop());

  test("a writer makes tables, and writes those of others, sequences included", async () => {
    await run("orders", "INSERT INTO accounts (name) VALUES ('second')");
    await run("orders", "UPDATE accounts SET name = 'changed' WHERE name = 'second'");
    await run("orders", "DELETE FROM accounts WHERE name = 'changed'");
    await run("gateway", "INSERT INTO before (note) VALUES ('a table that was there')");
    expect(await run("gateway", "SELECT name FROM accounts")).toEqual([{ name: "first" }]);
  });

  test("a writer changes and drops no table of another", async () => {
    await expect(run("orders", "ALTER TABLE accounts ADD COLUMN more text")).rejects.toThrow("must be owner");
    await expect(run("orders", "DROP TABLE accounts")).rejects.toThrow("must be owner");
  });

  test("a reader reads all tables, old and new, of any owner, and writes to none", async () => {
    await run("administrator", "CREATE TABLE later (id int)");
    await run("orders", "CREATE TABLE latest (id int)");
    for (const table of ["before", "accounts", "later", "latest"]) {
      await expect(run("reporting", `SELECT * FROM ${table}`)).resolves.toBeDefined();
      for (const statement of [`INSERT INTO ${table} VALUES (9)`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(run("reporting", statement)).rejects.toThrow("permission denied");
      }
    }
    await expect(run("reporting", "CREATE TABLE own (id int)")).rejects.toThrow("permission denied");
  });

  test.each(["reporting", "gateway"])("%s may make no roles, and become no other", async (user) => {
    await expect(run(user, "CREATE ROLE another")).rejects.toThrow("permission denied");
    await expect(run(user, "SET ROLE platform_admin")).rejects.toThrow("permission denied");
    await expect(run(user, "SET ROLE orders")).rejects.toThrow("permission denied");
  });

  test("the same users again change nothing", async () => {
    const before = await rightsIn(database);
    const result = await apply(database, { reporting: "read", gateway: "write", orders: "write" });
    expect(result).toEqual({ users: ["gateway", "orders", "reporting"], locked: [] });
    expect(await rightsIn(database)).toEqual(before);
  });

  test("several at once end with what one alone does", async () => {
    const users: Users = { gateway: "write", orders: "write", reporting: "read", later: "read" };
    await Promise.all([1, 2, 3, 4].map(() => apply(database, users)));
    const together = await rightsIn(database);
    await apply(database, users);
    expect(await rightsIn(database)).toEqual(together);
    await apply(database, { gateway: "write", orders: "write", reporting: "read" });
  });

  test("who may only read from now on writes not even the tables that were theirs, and gets them back with the right", async () => {
    await apply(database, { gateway: "read", orders: "write", reporting: "read" });
    await expect(run("gateway", "INSERT INTO accounts (name) VALUES ('third')")).rejects.toThrow("permission denied");
    await expect(run("gateway", "DROP TABLE accounts")).rejects.toThrow("must be owner");
    expect(await run("gateway", "SELECT name FROM accounts")).toEqual([{ name: "first" }]);
    await apply(database, { gateway: "write", orders: "write", reporting: "read" });
    await run("gateway", "ALTER TABLE accounts ADD COLUMN email text");
    expect(await run("reporting", "SELECT email FROM accounts")).toEqual([{ email: null }]);
  });

  test("who leaves is locked out at once, and leaves the data to those who write", async () => {
    await run("orders", "CREATE TABLE invoices AS SELECT 1 AS id");
    const open = database.connect(database.address, { username: "orders", password: "of a user" });
    await open`SELECT 1`;
    const result = await apply(database, { gateway: "write", reporting: "read" });
    expect(result).toEqual({ users: ["gateway", "reporting"], locked: ["orders"] });
    await expect(
      onConnection(open, async (sql) => {
        await sql`SELECT 1`;
        await sql`SELECT id FROM invoices`;
      }),
    ).rejects.toThrow();
    await expect(run("orders", "SELECT 1")).rejects.toThrow();
    expect(await run("gateway", "UPDATE invoices SET id = 2 RETURNING id")).toEqual([{ id: 2 }]);
    expect(await run("reporting", "SELECT id FROM invoices")).toEqual([{ id: 2 }]);
  });

  test("who comes back gets in with the next password, not with the old one", async () => {
    await apply(database, { gateway: "write", reporting: "read", orders: "read" });
    await expect(run("orders", "SELECT 1")).rejects.toThrow("password authentication failed");
    await letIn(database, "orders");
    expect(await run("orders", "SELECT id FROM invoices")).toEqual([{ id: 2 }]);
    await expect(run("orders", "UPDATE invoices SET id = 3")).rejects.toThrow("permission denied");
  });

  test.each(['x"; DROP TABLE accounts; --', "x'; DROP TABLE accounts; --", "user", "with space and $1", "dotted.name"])(
    "%s is a name like any other",
    async (name) => {
      await apply(database, { gateway: "write", reporting: "read", [name]: "write" });
      const found = await run("superuser", `SELECT rolname FROM pg_roles WHERE rolname = $name$${name}$name$`);
      expect(found).toEqual([{ rolname: name }]);
      await letIn(database, name);
      await run(name, "CREATE TABLE theirs (id int)");
      await apply(database, { gateway: "write", reporting: "read" });
      await expect(run(name, "SELECT 1")).rejects.toThrow();
      await run("gateway", "DROP TABLE theirs");
      expect(await run("gateway", "SELECT count(*)::int AS count FROM accounts")).toEqual([{ count: 1 }]);
      await run("superuser", `DROP OWNED BY ${quoteName(name)}; DROP ROLE ${quoteName(name)}`);
    },
  );

  test("an error leaves everything as it was", async () => {
    const before = await rightsIn(database);
    await expect(apply(database, { aaa: "write", postgres: "read" })).rejects.toThrow();
    expect(await rightsIn(database)).toEqual(before);
  });

  test("a server with a certificate of another authority gets no password", async () => {
    const { certificate } = await certificateForLocalhost();
    const connect = connectTo(() => certificate);
    await expect(apply({ ...database, connect }, { gateway: "write" })).rejects.toThrow("self-signed certificate");
  });
});

describe.skipIf(missing)("a database that follows another", () => {
  test("rests until it is promoted, then gets its users", async () => {
    const database = await startDatabase({ follows: true });
    const users: Users = { gateway: "write" };
    expect(await apply(database, users, { follows: true })).toEqual({ rests: `${database.address} takes no writes` });
    await expect(apply(database, users)).rejects.toThrow("takes no writes");
    await database.run("superuser", "SELECT pg_promote()");
    expect(await apply(database, users, { follows: true })).toEqual({ users: ["gateway"], locked: [] });
    await database.stop();
  });
});
