import { describe, expect, test } from "vitest";
import {
  alone,
  base,
  type Case,
  clean,
  dev,
  dr,
  edit,
  type Files,
  faultsOf,
  placesOfFaults,
  prod,
  stage,
  tells,
} from "./fixtures";

const files = { dev, stage, prod };

/** The clean files with the `data` section of one. */
const withData = (name: keyof typeof files, data: string): Files => ({
  ...clean,
  [name]: `${files[name]}data: ${data}\n`,
});

/** Production without a follower, with the `data` section. */
const aloneWith = (data: string): Files => ({ base, dev, stage, prod: `${alone}data: ${data}\n` });

/** The clean files with a text of production replaced. */
const prodWith = (from: string, to: string): Files => ({ ...clean, prod: edit(prod, from, to) });

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

describe("capacity", () => {
  test.each<Case>([
    [
      "a range upside down",
      withData("dev", "{ relational: { capacity: { minAcu: 4, maxAcu: 2 } } }"),
      "dev.yaml:15:43 data.relational.capacity.minAcu | 4 | minAcu is not more than maxAcu, 2 | Set it to 2 or less, or raise maxAcu.",
    ],
    [
      "a range upside down with the default of the tier",
      withData("dev", "{ relational: { capacity: { minAcu: 4 } } }"),
      "dev.yaml:15:43 data.relational.capacity.minAcu | 4 | minAcu is not more than maxAcu, 2 |",
    ],
    [
      "a third of a unit",
      withData("dev", "{ relational: { capacity: { minAcu: 0.3 } } }"),
      "dev.yaml:15:43 data.relational.capacity.minAcu | 0.3 |",
    ],
    [
      "no more than half a unit",
      withData("dev", "{ relational: { capacity: { maxAcu: 0.5 } } }"),
      "dev.yaml:15:43 data.relational.capacity.maxAcu | 0.5 | a number from 1 to 256, in steps of 0.5 |",
    ],
    [
      "of a Hadoop cluster below what it has at least",
      withData("dev", "{ spark: { cluster: { maxUnits: 2, idleMinutes: 60, certificates: emr/c.zip } } }"),
      "dev.yaml:15:39 data.spark.cluster.maxUnits | 2 | a whole number from 8 to 1000 |",
    ],
    [
      "of all tables upside down",
      withData("stage", "{ tableBilling: { write: { min: 200 } } }"),
      "stage.yaml:15:39 data.tableBilling.write.min | 200 | min is not more than max, 100 |",
    ],
    [
      "of one table upside down",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, billing: { mode: provisioned, targetPercent: 70, read: { min: 9, max: 3 }, write: { min: 1, max: 3 } } } } }",
      ),
      "dev.yaml:15:127 data.tables.orders.billing.read.min | 9 | min is not more than max, 3 |",
    ],
  ])("%s", tells);

  test.each<Case>([
    [
      "one database instance in production",
      aloneWith("{ relational: { instances: 1 } }"),
      "prod.yaml:15:34 data.relational.instances | 1 | tier production runs its database in two zones or more (2) | Add an instance, or remove the line.",
    ],
    [
      "one database instance in nonproduction",
      withData("stage", "{ relational: { instances: 1 } }"),
      "stage.yaml:15:34 data.relational.instances | 1 | tier nonproduction runs its database in two zones",
    ],
    [
      "one cache node in production",
      aloneWith("{ cache: { nodes: 1 } }"),
      "prod.yaml:15:25 data.cache.nodes | 1 | tier production runs its cache in two zones or more (2)",
    ],
    [
      "backups of a month in production",
      aloneWith("{ relational: { backupDays: 30 } }"),
      "prod.yaml:15:35 data.relational.backupDays | 30 | tier production can restore its database",
    ],
    [
      "backups of a day in nonproduction",
      withData("stage", "{ relational: { backupDays: 1 } }"),
      "stage.yaml:15:35 data.relational.backupDays | 1 | tier nonproduction can restore its database",
    ],
    [
      "snapshots of a day in nonproduction",
      withData("stage", "{ cache: { snapshotDays: 1 } }"),
      "stage.yaml:15:32 data.cache.snapshotDays | 1 | tier nonproduction keeps snapshots",
    ],
  ])("%s", tells);

  test.each([
    ["relational", "17.4"],
    ["cache", "8.1"],
  ])("a version of %s that no lower tier has tried", (service, version) => {
    const faults = faultsOf(aloneWith(`{ ${service}: { engineVersion: "${version}" } }`));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(
      `data.${service}.engineVersion | "${version}" | tier production is never ahead of tier`,
    );
  });
});

test.each([
  ['relational: { engineVersion: "17.1" }', "a version of Aurora PostgreSQL with Serverless v2"],
  ['relational: { engineVersion: "16.06" }', "a version of Aurora PostgreSQL with Serverless v2"],
  ['cache: { engineVersion: "7.1" }', "a version of Valkey: 7.2, 8 or 9"],
  ["cache: { nodeType: cache.r7g.3xlarge }", "a node type of ElastiCache"],
  ["cache: { nodeType: cache.t1.micro }", "a node type of ElastiCache"],
  ['etl: { schedule: "cron(99 3 * * ? *)" }', "a schedule whose minute is from 0 to 59"],
  ['etl: { schedule: "nightly" }', "six fields in UTC"],
])("what AWS does not have: %s", (setting, expected) => {
  const faults = faultsOf(withData("dev", `{ ${setting} }`));
  expect(faults).toEqual([expect.stringContaining(expected)]);
});

test.each([
  'relational: { engineVersion: "14.3" }',
  'relational: { engineVersion: "15.10" }',
  'relational: { engineVersion: "16.1" }',
  'relational: { engineVersion: "17.4" }',
  "relational: { capacity: { minAcu: 0.5, maxAcu: 1 } }",
  "relational: { capacity: { minAcu: 256, maxAcu: 256 } }",
  'cache: { engineVersion: "7.2" }',
  'cache: { engineVersion: "9.0" }',
  "cache: { nodeType: cache.t3.micro }",
  "cache: { nodeType: cache.m5.24xlarge }",
  "spark: { cluster: { maxUnits: 8, idleMinutes: 60, certificates: emr/c.zip } }",
  'etl: { schedule: "cron(0/5 3-5 ? * MON-FRI *)" }',
])("what AWS has: %s", (setting) => {
  expect(faultsOf({ base, dev: `${dev}data: { ${setting} }\n` })).toEqual([]);
});

describe("tables", () => {
  test.each<Case>([
    [
      "a key that no attribute declares",
      withData("dev", "{ tables: { orders: { hashKey: orderID, attributes: { orderId: S } } } }"),
      "dev.yaml:15:38 data.tables.orders.hashKey | orderID | an attribute that orders declares: orderId | Did you mean orderId?",
    ],
    [
      "the key of an index that no attribute declares",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { by-owner: { hashKey: owner, projection: ALL } } } } }",
      ),
      "dev.yaml:15:97 data.tables.orders.indexes.by-owner.hashKey | owner | an attribute that orders declares: id | Add owner to attributes, with its type.",
    ],
    [
      "an attribute of no key",
      withData("dev", "{ tables: { orders: { hashKey: id, attributes: { id: S, total: N } } } }"),
      "dev.yaml:15:70 data.tables.orders.attributes.total | N | an attribute of a key of orders or of one of its indexes; no key names total | Remove it.",
    ],
    [
      "one attribute for both keys",
      withData("dev", "{ tables: { orders: { hashKey: id, rangeKey: id, attributes: { id: S } } } }"),
      "dev.yaml:15:52 data.tables.orders.rangeKey | id | another attribute than that of the partition key | Change it, or remove the line.",
    ],
    [
      "one attribute for both keys of an index",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { by-id: { hashKey: id, rangeKey: id, projection: ALL } } } } }",
      ),
      "dev.yaml:15:108 data.tables.orders.indexes.by-id.rangeKey | id | another attribute than that of the partition key |",
    ],
    [
      "a time that is no number",
      withData("dev", "{ tables: { orders: { hashKey: id, ttlAttribute: id, attributes: { id: S } } } }"),
      "dev.yaml:15:56 data.tables.orders.ttlAttribute | id | an attribute of type N, for only a number is a time; id is of type S | Name another attribute.",
    ],
    [
      "more indexes than DynamoDB takes",
      withData("dev", `{ tables: { orders: { hashKey: id, attributes: { id: S }, indexes: { ${indexes(21)} } } } }`),
      "dev.yaml:15:65 data.tables.orders.indexes | 21 indexes | at most 20 indexes, as DynamoDB takes for a table |",
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
      "an index that is too long for any table, told once",
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
    expect(faultsOf(withData(name, `{ tables: { orders: ${table} } }`))).toEqual([]);
  });

  test.each([
    ["stage", longest],
    // Nothing scales there.
    ["dev", 255],
  ] as const)("in %s an index may have a name of %i characters", (name, length) => {
    expect(faultsOf(withData(name, indexed("i".repeat(length))))).toEqual([]);
  });

  test("the replica of a table takes its name, and has room for the names of its indexes", () => {
    const files = (tables: string) => ({
      base: `${base}data: { tables: { orders: { hashKey: id, attributes: { id: S }, ${billing}, indexes: ${tables} } } }\n`,
      dev,
      prod: edit(prod, "environment: dr,", "environment: recovery,"),
      recovery: edit(edit(dr, "name: dr", "name: recovery"), "domain: dr", "domain: recovery"),
    });
    const index = (length: number) => `{ ${"i".repeat(length)}: { hashKey: id, projection: ALL } }`;
    expect(faultsOf(files(index(191)))).toEqual([]);
    expect(faultsOf(files(index(192)))).toEqual([expect.stringContaining("at most 191 characters")]);
  });
});

test("a key that is not declared and an attribute that is not used are both told, but for a slip", () => {
  const of = (hashKey: string) =>
    faultsOf(withData("dev", `{ tables: { orders: { hashKey: ${hashKey}, attributes: { orderId: S } } } }`));
  expect(of("owner")).toHaveLength(2);
  expect(of("orderID")).toHaveLength(1);
});

describe("lake", () => {
  const zone = (name: string, settings: string) => withData("dev", `{ lake: { zones: { ${name}: { ${settings} } } } }`);

  test.each<Case>([
    [
      "a zone without retention",
      zone("orders", "type: raw"),
      "dev.yaml:15:26 data.lake.zones.orders.retentionDays | nothing | a whole number from 1 to 36500 | Set data.lake.zones.orders.retentionDays in environments/dev.yaml.",
    ],
    [
      "a zone of no type",
      zone("orders", "type: bronze, retentionDays: 400"),
      "dev.yaml:15:42 data.lake.zones.orders.type | bronze | one of raw, processed, artifacts, logs |",
    ],
    [
      "a zone kept shorter than its type",
      zone("orders", "type: raw, retentionDays: 7"),
      "dev.yaml:15:62 data.lake.zones.orders.retentionDays | 7 | at least 90, the floor of type raw |",
    ],
    [
      "a main zone kept shorter than its type",
      zone("raw", "retentionDays: 7"),
      "dev.yaml:15:48 data.lake.zones.raw.retentionDays | 7 | at least 90, the floor of type raw |",
    ],
    [
      "a main zone of another type",
      zone("raw", "type: processed"),
      "dev.yaml:15:39 data.lake.zones.raw.type | processed | raw, as the zone is called | Remove the line.",
    ],
    [
      "Glacier for a zone that S3 tiers by access",
      zone("orders", "type: processed, retentionDays: 400, glacierAfterDays: 90"),
      "dev.yaml:15:91 data.lake.zones.orders.glacierAfterDays | 90 | no days: zones of type processed use S3 Intelligent-Tiering |",
    ],
    [
      "a job that would read what the processed zone has let go",
      withData("dev", "{ etl: { lookbackDays: 90 } }"),
      "dev.yaml:15:30 data.etl.lookbackDays | 90 | less than the processed zone keeps, 90 days | Set it to less than 90, or raise data.lake.zones.processed.retentionDays.",
    ],
    [
      "a zone whose bucket finds no name",
      zone("orders-of-customers", "type: processed, retentionDays: 400"),
      "dev.yaml:15:26 data.lake.zones.orders-of-customers | the key orders-of-customers | at most 14 characters in dev: a bucket's name, which holds organization, environment, account and region too, has at most 63 | Shorten it.",
    ],
    [
      "Glacier after the end",
      zone("orders", "type: raw, retentionDays: 100, glacierAfterDays: 100"),
      "dev.yaml:15:85 data.lake.zones.orders.glacierAfterDays | 100 | less than retentionDays, 100 | Change it, or set it to never.",
    ],
    [
      "Glacier at once",
      zone("orders", "type: raw, retentionDays: 100, glacierAfterDays: 0"),
      "dev.yaml:15:85 data.lake.zones.orders.glacierAfterDays | 0 | a whole number of days from 1 to 36500, or never | Change it.",
    ],
    [
      "Glacier at another word",
      zone("orders", "type: raw, retentionDays: 100, glacierAfterDays: nevr"),
      "dev.yaml:15:85 data.lake.zones.orders.glacierAfterDays | nevr | a whole number of days from 1 to 36500, or never |",
    ],
    [
      "a zone too long for any environment, told once",
      zone("z".repeat(30), "type: raw, retentionDays: 100"),
      `dev.yaml:15:26 data.lake.zones.${"z".repeat(30)} | the key ${"z".repeat(30)} | a lower-case letter first, then such letters, digits and single hyphens between them; 3 to 22 in all | Rename it.`,
    ],
    [
      "a zone that ends in a hyphen",
      zone("orders-", "type: raw, retentionDays: 100"),
      "dev.yaml:15:26 data.lake.zones.orders- | the key orders- | a lower-case letter first",
    ],
    [
      "a zone that Terraform does not tell from another",
      zone("a--b", "type: raw, retentionDays: 100"),
      "dev.yaml:15:26 data.lake.zones.a--b | the key a--b | a lower-case letter first",
    ],
  ])("%s", tells);

  test("a zone whose bucket just finds a name", () => {
    expect(faultsOf(zone("z".repeat(14), "type: processed, retentionDays: 400"))).toEqual([]);
  });
});

test("an environment whose name leaves no room for a bucket of the lake", () => {
  const long = edit(dev, "name: dev", "name: preprodx").replaceAll("us-east-1", "ap-southeast-2");
  expect(faultsOf({ base: edit(base, "organization: strata", "organization: abcdefghijkl"), preprodx: long })).toEqual([
    expect.stringContaining(
      "name | preprodx | a bucket's name, which holds organization, environment, account and region",
    ),
  ]);
});

test("moves to cheaper storage can be switched off, so that a main zone can be kept as short as its type allows", () => {
  const kept = (moves: string) => {
    const data = `data: { lake: { zones: { logs: { retentionDays: 31${moves} } } } }\n`;
    return faultsOf({ ...clean, prod: `${prod}${data}`, dr: `${clean.dr}${data}` });
  };
  const never = ", infrequentAccessAfterDays: never, glacierAfterDays: never";
  expect(kept(never)).toEqual([]);
  expect(kept("")).toEqual(
    ["dr", "prod"].map((name) =>
      expect.stringMatching(
        new RegExp(
          `^environments/${name}\\.yaml:\\S+ data\\.lake\\.zones\\.logs\\.glacierAfterDays \\| 90 \\(default .* set it to never\\.$`,
        ),
      ),
    ),
  );
});

test("moves that are never made are like moves that nobody mentions, for a follower too", () => {
  const zones = (moves: string) => `data: { lake: { zones: { orders: { type: raw, retentionDays: 100${moves} } } } }\n`;
  const follower = (moves: string) =>
    faultsOf({ ...clean, prod: `${prod}${zones("")}`, dr: `${clean.dr}${zones(moves)}` });
  expect(follower(", glacierAfterDays: never")).toEqual([]);
  expect(follower(", glacierAfterDays: 60")).toEqual([
    expect.stringContaining(
      "data.lake.zones.orders.glacierAfterDays | 60 | prod has none, and each zone takes over from one there |",
    ),
  ]);
});

describe("recovery objectives", () => {
  test.each<Case>([
    [
      "a point that S3 replication does not reach",
      prodWith("lake: { rpoMinutes: 30", "lake: { rpoMinutes: 5"),
      "prod.yaml:12:182 recovery.objectives.lake.rpoMinutes | 5 | S3 replication time control achieves 15 (strategy warm-standby) | Set it to 15 or more, or choose another strategy.",
    ],
    [
      "a time that leaves none to fail over",
      prodWith("relational: { rpoMinutes: 30, rtoMinutes: 60", "relational: { rpoMinutes: 30, rtoMinutes: 1"),
      "prod.yaml:12:112 recovery.objectives.relational.rtoMinutes | 1 | Aurora global database achieves 5 (strategy warm-standby) |",
    ],
    [
      "a time in which no instance can be made",
      prodWith(
        "warm-standby, objectives: { relational: { rpoMinutes: 30, rtoMinutes: 60",
        "pilot-light, objectives: { relational: { rpoMinutes: 30, rtoMinutes: 10",
      ),
      "prod.yaml:12:111 recovery.objectives.relational.rtoMinutes | 10 | Aurora global database without instances achieves 25 (strategy pilot-light) |",
    ],
    [
      "for a cache that is not copied",
      prodWith("warm-standby, objectives: {", "pilot-light, objectives: { cache: { rpoMinutes: 5, rtoMinutes: 30 },"),
      "prod.yaml:12:69 recovery.objectives.cache | { rpoMinutes: 5, rtoMinutes: 30 } | no objective: with strategy pilot-light nothing keeps a copy of it in the recovery region | Choose another strategy, or give the objective up.",
    ],
  ])("%s", tells);

  test("for data that backups do not bring to the other region", () => {
    expect(placesOfFaults(prodWith("warm-standby", "backup-restore")).map((place) => place.split(" ")[1])).toEqual([
      "recovery.objectives.relational",
      "recovery.objectives.tables",
    ]);
  });

  test("none for data that is copied", () => {
    const without = prod.replace(/relational: \{[^}]*\}, tables: \{[^}]*\}, /, "");
    expect(faultsOf({ ...clean, prod: without })).toEqual(
      ["relational", "tables"].map((data) =>
        expect.stringContaining(
          `recovery.objectives.${data} | nothing | rpoMinutes and rtoMinutes: with strategy warm-standby a copy of it is kept | Add recovery.objectives.${data}.`,
        ),
      ),
    );
    expect(faultsOf({ ...clean, prod: edit(without, "warm-standby", "backup-restore") })).toEqual([]);
  });

  test("one of a wrong type is told once", () => {
    expect(faultsOf(prodWith("lake: { rpoMinutes: 30, rtoMinutes: 60 }", "lake: soon"))).toHaveLength(1);
  });

  test("further back than backups reach", () => {
    const far = edit(prod, "relational: { rpoMinutes: 30", "relational: { rpoMinutes: 2880");
    const faults = faultsOf({ ...clean, prod: `${far}data: { relational: { backupDays: 1 } }\n` });
    expect(faults).toContainEqual(
      expect.stringContaining(
        "environments/prod.yaml:15:35 data.relational.backupDays | 1 | backups reach back as far as the recovery point objective does (2880 minutes) | Set it to 2 or more, or lower recovery.objectives.relational.rpoMinutes.",
      ),
    );
  });

  test("a follower with another version, other tables, other billing, other zones", () => {
    const data = [
      '{ relational: { engineVersion: "15.8" }, cache: { nodeType: cache.r7g.xlarge },',
      "tables: { orders: { hashKey: id, attributes: { id: S } } }, lake: { zones: { raw: { retentionDays: 400 } } },",
      "tableBilling: { mode: provisioned, read: { min: 1, max: 2 }, write: { min: 1, max: 2 }, targetPercent: 70 } }",
    ].join(" ");
    const faults = faultsOf({ ...clean, dr: `${clean.dr}data: ${data}\n` });
    expect(faults.map((fault) => fault.split(" | ")[0]?.split(" ")[1])).toEqual([
      "data.relational.engineVersion",
      "data.cache.nodeType",
      "data.tables.orders",
      "data.lake.zones.raw.retentionDays",
      "data.tableBilling",
    ]);
    expect(faults[2]).toContain(
      "prod has none, and each table is a replica of one there | Remove it, or add it to prod.",
    );
    expect(faults[3]).toContain("prod has 2557 (default of tier production), and each zone takes over from one there");
  });

  test("a node type that no global datastore takes", () => {
    const small = "data: { cache: { nodeType: cache.t4g.small } }\n";
    expect(faultsOf({ ...clean, prod: `${prod}${small}`, dr: `${clean.dr}${small}` })).toEqual([
      expect.stringContaining("environments/prod.yaml:15:28 data.cache.nodeType | cache.t4g.small | a node type that"),
    ]);
  });
});
