import { describe, expect, test } from "vitest";
import { base, type Case, dev, dr, edit, errorsOf, prod, tells, withData } from "./fixtures";

/** So many indexes of one table, all of the same attribute. */
const indexes = (count: number) =>
  Array.from({ length: count }, (_, index) => `by${index}x: { hashKey: id, projection: ALL }`).join(", ");

/** A table with one index. */
const indexed = (index: string, table = "orders") =>
  `{ tables: { ${table}: { hashKey: id, attributes: { id: S }, indexes: { ${index}: { hashKey: id, projection: ALL } } } } }`;

/** The longest name that an index of that table can have in stage, whose policies are called after both. */
const longest = 255 - "DynamoDBWriteCapacityUtilization:table/strata-stage-orders/index/".length;

const billing =
  "billing: { mode: provisioned, targetPercent: 70, read: { min: 1, max: 3 }, write: { min: 1, max: 3 } }";

describe("tables", () => {
  test.each<Case>([
    [
      "a key that no attribute declares",
      withData("dev", "{ tables: { orders: { hashKey: orderID, attributes: { orderId: S } } } }"),
      "dev.yaml:15:38 data.tables.orders.hashKey | orderID | an attribute that orders declares (orderId) | Did you mean orderId?",
    ],
    [
      "the key of an index that no attribute declares",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { by-owner: { hashKey: owner, projection: ALL } } } } }",
      ),
      "dev.yaml:15:97 data.tables.orders.indexes.by-owner.hashKey | owner | an attribute that orders declares (id) | Add owner to attributes, with its type.",
    ],
    [
      "an attribute of no key",
      withData("dev", "{ tables: { orders: { hashKey: id, attributes: { id: S, total: N } } } }"),
      "dev.yaml:15:63 data.tables.orders.attributes.total | the key total | an attribute of a key of orders or of one of its indexes | Remove it.",
    ],
    [
      "one attribute for both keys",
      withData("dev", "{ tables: { orders: { hashKey: id, rangeKey: id, attributes: { id: S } } } }"),
      "dev.yaml:15:52 data.tables.orders.rangeKey | id | an attribute other than that of the partition key | Change it, or remove the line.",
    ],
    [
      "one attribute for both keys of an index",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { by-id: { hashKey: id, rangeKey: id, projection: ALL } } } } }",
      ),
      "dev.yaml:15:108 data.tables.orders.indexes.by-id.rangeKey | id | an attribute other than that of the partition key |",
    ],
    [
      "a time that is no number",
      withData("dev", "{ tables: { orders: { hashKey: id, ttlAttribute: id, attributes: { id: S } } } }"),
      "dev.yaml:15:56 data.tables.orders.ttlAttribute | id of type S | an attribute of type N | Name another attribute.",
    ],
    [
      "more indexes than DynamoDB takes",
      withData("dev", `{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { ${indexes(21)} } } } }`),
      "dev.yaml:15:65 data.tables.orders.indexes | 21 indexes | at most 20 indexes, DynamoDB's quota |",
    ],
    [
      "indexes that Terraform does not tell apart",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { by.id: { hashKey: id, projection: ALL }, by-id: { hashKey: id, projection: ALL } } } } }",
      ),
      "dev.yaml:15:117 data.tables.orders.indexes.by-id | the key by-id | a name that differs from by.id in more than . _ and - | Rename it.",
    ],
    [
      "indexes that Terraform does not tell apart by their ends",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { by-id: { hashKey: id, projection: ALL }, by-id-: { hashKey: id, projection: ALL } } } } }",
      ),
      "dev.yaml:15:117 data.tables.orders.indexes.by-id- | the key by-id- | a name that differs from by-id in more than . _ and - |",
    ],
    [
      "an index whose autoscaling policy finds no name",
      withData("stage", indexed("i".repeat(longest + 1))),
      `stage.yaml:15:76 data.tables.orders.indexes.${"i".repeat(longest + 1)} | the key ${"i".repeat(longest + 1)} | at most ${longest} characters: the name of its autoscaling policy holds the table's too | Shorten it.`,
    ],
    [
      "an index that is too long for any table, reported once",
      withData("stage", indexed("i".repeat(300))),
      "stage.yaml:15:76 data.tables.orders.indexes.iii",
    ],
    [
      "a table whose name is too long, without blame for its indexes",
      withData("stage", indexed("by-id", "o".repeat(300))),
      "stage.yaml:15:19 data.tables.ooo",
    ],
    [
      "a name that Terraform does not tell from another",
      withData("dev", "{ tables: { a--b: { hashKey: id, attributes: { id: S } } } }"),
      "dev.yaml:15:19 data.tables.a--b | the key a--b | a lower-case letter first, then such letters, digits and single hyphens",
    ],
    [
      "an index that the schema refuses, without blame for its attribute",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S, owner: S }, indexes: { by: { hashKey: owner, projection: ALL } } } } }",
      ),
      "dev.yaml:15:86 data.tables.orders.indexes.by | the key by | 3 to 255 letters",
    ],
    [
      "an index that is nothing",
      withData("dev", "{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { by-owner: null } } } }"),
      "dev.yaml:15:86 data.tables.orders.indexes.by-owner | nothing |",
    ],
    [
      "without a key",
      withData("dev", "{ tables: { orders: { attributes: {} } } }"),
      "dev.yaml:15:19 data.tables.orders.hashKey | nothing |",
    ],
    [
      "a type that DynamoDB does not index",
      withData("dev", "{ tables: { orders: { hashKey: id, attributes: { id: BOOL } } } }"),
      "dev.yaml:15:60 data.tables.orders.attributes.id | BOOL | one of S, N, B",
    ],
  ])("%s", tells);

  test.each([
    ["as many indexes as DynamoDB takes", "dev", `{ hashKey: id, attributes: { id: S }, indexes: { ${indexes(20)} } }`],
    [
      "keys and a time with a line in front",
      "dev",
      "{ hashKey: _id, rangeKey: _at, attributes: { _id: S, _at: N }, ttlAttribute: _ttl }",
    ],
    ["a time that is a key", "dev", "{ hashKey: id, rangeKey: at, attributes: { id: S, at: N }, ttlAttribute: at }"],
    [
      "indexes that Terraform tells apart",
      "dev",
      "{ hashKey: id, attributes: { id: S }, indexes: { by_id: { hashKey: id, projection: ALL }, by__id: { hashKey: id, projection: ALL }, by_id_: { hashKey: id, projection: ALL } } }",
    ],
  ] as const)("may have %s", (_, name, table) => {
    expect(errorsOf(withData(name, `{ tables: { orders: ${table} } }`))).toEqual([]);
  });

  test.each([
    ["stage", longest],
    // Nothing scales there.
    ["dev", 255],
  ] as const)("in %s an index may have a name of %i characters", (name, length) => {
    expect(errorsOf(withData(name, indexed("i".repeat(length))))).toEqual([]);
  });

  test("the replica of a table takes its name, and has room for the names of its indexes", () => {
    const files = (tables: string) => ({
      base: `${base}data: { tables: { orders: { hashKey: id, attributes: { id: S }, ${billing}, indexes: ${tables} } } }\n`,
      dev,
      prod: edit(prod, "environment: dr,", "environment: recovery,"),
      recovery: edit(edit(dr, "name: dr", "name: recovery"), "domain: dr", "domain: recovery"),
    });
    const index = (length: number) => `{ ${"i".repeat(length)}: { hashKey: id, projection: ALL } }`;
    expect(errorsOf(files(index(191)))).toEqual([]);
    expect(errorsOf(files(index(192)))).toEqual([expect.stringContaining("at most 191 characters")]);
  });
});

test("a key that is not declared and an attribute that is not used are both reported, unless one is a typo of the other", () => {
  const of = (hashKey: string) =>
    errorsOf(withData("dev", `{ tables: { orders: { hashKey: ${hashKey}, attributes: { orderId: S } } } }`));
  expect(of("owner")).toHaveLength(2);
  expect(of("orderID")).toHaveLength(1);
});
