import { expect, test } from "vitest";
import { adding, type Case, clean, dr, faultsOf, prod, tells, withData } from "./fixtures";

const users = (text: string) => withData("dev", `{ relational: { users: { ${text} } } }`);

/** A service that uses the database, and the users of the database. */
const using = (level: string, given: string) =>
  adding(
    "dev",
    `data: { relational: { users: { ${given} } } }
application: { services: { gateway: { port: 8080, health: /health, size: { cpuMillicores: 250, memoryMiB: 512 }, uses: { database.main: ${level} } } } }`,
  );

test("users with names of their own are taken, and who uses the database has one", () => {
  expect(faultsOf(users("order-service: write, month_end: read"))).toEqual([]);
  expect(faultsOf(using("write", "gateway: write"))).toEqual([]);
  expect(faultsOf(using("read", "gateway: read, reporting: read"))).toEqual([]);
});

test.each<Case>([
  [
    "a keyword of PostgreSQL",
    users("user: read"),
    "dev.yaml:15:32 data.relational.users.user | the key user | another name: it is a keyword of PostgreSQL |",
  ],
  [
    "the administrator",
    users("platform_admin: write"),
    "dev.yaml:15:32 data.relational.users.platform_admin | the key platform_admin | another name: names that begin with platform_",
  ],
  [
    "a role of RDS",
    users("rds_superuser: write"),
    "dev.yaml:15:32 data.relational.users.rds_superuser | the key rds_superuser | another name: RDS keeps names",
  ],
  [
    "a role of PostgreSQL",
    users("pg_read_all_data: write"),
    "dev.yaml:15:32 data.relational.users.pg_read_all_data | the key pg_read_all_data | another name: PostgreSQL keeps names",
  ],
  [
    "a name that breaks out of its quotes",
    users(`'x"; DROP TABLE t; --': read`),
    "dev.yaml:15:32 data.relational.users.",
  ],
  [
    "more users than a proxy has secrets",
    users(Array.from({ length: 201 }, (_, index) => `user${index}: read`).join(", ")),
    "dev.yaml:15:23 data.relational.users | { user0: read, user1: read, user2: read, user3: read, user4… | at most 200 users, as many as a proxy has secrets |",
  ],
  [
    "two names that make one address",
    users("month-end: read, month_end: read"),
    "dev.yaml:15:23 data.relational.users | { month-end: read, month_end: read } | names that differ in more than - and _, which",
  ],
  [
    "a level that there is not",
    users("gateway: admin"),
    "dev.yaml:15:41 data.relational.users.gateway | admin | one of read, write |",
  ],
])("refuses %s", tells);

const path = "application.services.gateway.uses.database.main";

test.each<Case>([
  [
    "is no user of it",
    using("write", "gatewy: write"),
    `dev.yaml:16:137 ${path} | write | a user gateway of the database (there is gatewy): what uses the database connects as the user of its name | Add "gateway: write" to data.relational.users.`,
  ],
  [
    "may only read there",
    using("write", "gateway: read"),
    `dev.yaml:16:137 ${path} | write | the level of the user gateway, read (environments/dev.yaml:15:41) | Set it to read, or the user to write.`,
  ],
  [
    "may write there, and only reads",
    using("read", "gateway: write"),
    `dev.yaml:16:137 ${path} | read | the level of the user gateway, write (environments/dev.yaml:15:41) | Set it to write, or the user to read.`,
  ],
])("refuses a service that uses the database and %s", tells);

test("a follower has the users of its primary", () => {
  const with_ = (level: string) => `data: { relational: { users: { gateway: ${level} } } }\n`;
  const faults = faultsOf({ ...clean, prod: `${prod}${with_("write")}`, dr: `${dr}${with_("read")}` });
  expect(faults).toEqual([
    expect.stringContaining(
      "dr.yaml:17:41 data.relational.users.gateway | read | the value of prod, write (environments/prod.yaml:15:41): roles and passwords come with the data",
    ),
  ]);
});
