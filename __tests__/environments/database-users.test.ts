import { expect, test } from "vitest";
import { adding, type Case, clean, dr, errorsOf, prod, tells, withData } from "./fixtures";

const users = (text: string) => withData("dev", `{ relational: { users: { ${text} } } }`);

/** A service that uses the database, and the users of the database. */
const using = (level: string, given: string) =>
  adding(
    "dev",
    `data: { relational: { users: { ${given} } } }
application: { services: { gateway: { port: 8080, health: /health, size: { cpuMillicores: 250, memoryMiB: 512 }, uses: { database.main: ${level} } } } }`,
  );

test("users with unique names are accepted, and all who use the database have one", () => {
  expect(
    errorsOf(users("order-service: { level: write }, month_end: { level: read, reads: [order-service] }")),
  ).toEqual([]);
  expect(errorsOf(using("write", "gateway: { level: write }"))).toEqual([]);
  expect(errorsOf(using("read", "orders: { level: write }, gateway: { level: read, reads: [orders] }"))).toEqual([]);
});

test.each<Case>([
  [
    "a keyword of PostgreSQL",
    users("user: { level: write }"),
    "dev.yaml:15:32 data.relational.users.user | the key user | another name: it is a keyword of PostgreSQL |",
  ],
  [
    "the administrator",
    users("platform_admin: { level: write }"),
    "dev.yaml:15:32 data.relational.users.platform_admin | the key platform_admin | another name: names that begin with platform_",
  ],
  [
    "a role of RDS",
    users("rds_superuser: { level: write }"),
    "dev.yaml:15:32 data.relational.users.rds_superuser | the key rds_superuser | another name: RDS keeps names",
  ],
  [
    "a role of PostgreSQL",
    users("pg_read_all_data: { level: write }"),
    "dev.yaml:15:32 data.relational.users.pg_read_all_data | the key pg_read_all_data | another name: PostgreSQL keeps names",
  ],
  [
    "a name that breaks out of its quotes",
    users(`'x"; DROP TABLE t; --': { level: write }`),
    "dev.yaml:15:32 data.relational.users.",
  ],
  [
    "more users than a proxy has secrets",
    users(Array.from({ length: 201 }, (_, index) => `user${index}: { level: write }`).join(", ")),
    "dev.yaml:15:23 data.relational.users | { user0: { level: write }, user1: { level: write }, user2: … | at most 200 users, as many as a proxy has secrets |",
  ],
  [
    "two names that make one address",
    users("month-end: { level: write }, month_end: { level: write }"),
    "dev.yaml:15:23 data.relational.users | { month-end: { level: write }, month_end: { level: write } } | names that differ in more than - and _, which",
  ],
  [
    "a user who reads nothing",
    users("orders: { level: write }, reporting: { level: read }"),
    "dev.yaml:15:58 data.relational.users.reporting | { level: read } | users at level write whose tables reporting reads, in reads (there is orders) | Name them, or remove the user.",
  ],
  [
    "a user who reads of one that there is not",
    users("orders: { level: write }, reporting: { level: read, reads: [orders, order] }"),
    "dev.yaml:15:100 data.relational.users.reporting.reads[1] | order | another user at level write (there is orders) | Rename or remove it.",
  ],
  [
    "a user who reads of one that only reads",
    users(
      "orders: { level: write }, monthly: { level: read, reads: [orders] }, reporting: { level: read, reads: [monthly] }",
    ),
    "dev.yaml:15:135 data.relational.users.reporting.reads[0] | monthly | another user at level write (there is orders)",
  ],
  [
    "a schema that PostgreSQL has",
    users("information_schema: { level: write }"),
    "dev.yaml:15:32 data.relational.users.information_schema | the key information_schema | another name: PostgreSQL has a schema of this name",
  ],
  [
    "a name that PostgreSQL would cut",
    users(`${"a".repeat(49)}: { level: write }`),
    `dev.yaml:15:32 data.relational.users.${"a".repeat(49)} | the key ${"a".repeat(49)} | a lower-case letter first, then such letters, digits and single hyphens or underscores between them; 2 to 48 in all`,
  ],
  [
    "a level that there is not",
    users("gateway: { level: admin }"),
    "dev.yaml:15:50 data.relational.users.gateway.level | admin | one of read, write |",
  ],
])("refuses %s", tells);

const path = "application.services.gateway.uses.database.main";

test.each<Case>([
  [
    "is no user of it",
    using("write", "gatewy: { level: write }"),
    `dev.yaml:16:137 ${path} | write | a user gateway of the database (there is gatewy): a client of the database connects as the user with its name | Add "gateway: { level: write }" to data.relational.users.`,
  ],
  [
    "may only read there",
    using("write", "orders: { level: write }, gateway: { level: read, reads: [orders] }"),
    `dev.yaml:16:137 ${path} | write | the level of the user gateway, read (environments/dev.yaml:15:76) | Set it to read, or the user to write.`,
  ],
  [
    "may write there, and only reads",
    using("read", "gateway: { level: write }"),
    `dev.yaml:16:137 ${path} | read | the level of the user gateway, write (environments/dev.yaml:15:50) | Set it to write, or the user to read.`,
  ],
])("refuses a service that uses the database and %s", tells);

test("a follower has the users of its primary", () => {
  const with_ = (level: string) =>
    `data: { relational: { users: { orders: { level: write }, gateway: { level: ${level}, reads: [orders] } } } }\n`;
  const errors = errorsOf({ ...clean, prod: `${prod}${with_("write")}`, dr: `${dr}${with_("read")}` });
  expect(errors).toEqual([
    expect.stringContaining(
      "dr.yaml:17:76 data.relational.users.gateway.level | read | the value of prod, write (environments/prod.yaml:15:76): roles and passwords come with the data",
    ),
  ]);
});
