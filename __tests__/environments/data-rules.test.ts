import { describe, expect, test } from "vitest";
import { alone, base, type Case, dev, errorsOf, type Files, stage, tells, withData } from "./fixtures";

/** Production without a follower, with the `data` section. */
const aloneWith = (data: string): Files => ({ base, dev, stage, prod: `${alone}data: ${data}\n` });

describe("capacity", () => {
  test.each<Case>([
    [
      "a range upside down",
      withData("dev", "{ relational: { capacity: { minAcu: 4, maxAcu: 2 } } }"),
      "dev.yaml:15:43 data.relational.capacity.minAcu | 4 | at most maxAcu, 2 | Set it to 2 or less, or raise maxAcu.",
    ],
    [
      "a range upside down with the default of the tier",
      withData("dev", "{ relational: { capacity: { minAcu: 4 } } }"),
      "dev.yaml:15:43 data.relational.capacity.minAcu | 4 | at most maxAcu, 2 |",
    ],
    [
      "a range upside down by its end",
      withData("prod", "{ relational: { capacity: { maxAcu: 1 } } }"),
      "prod.yaml:15:43 data.relational.capacity.maxAcu | 1 | at least minAcu, 2 | Set it to 2 or more, or lower minAcu.",
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
      withData("dev", "{ spark: { cluster: { maxUnits: 2, idleMinutes: 60, egress: nat, certificates: emr/c.zip } } }"),
      "dev.yaml:15:39 data.spark.cluster.maxUnits | 2 | a whole number from 8 to 1000 |",
    ],
    [
      "of a Hadoop cluster that could neither grow nor end",
      withData("dev", "{ spark: { cluster: { maxUnits: 8, idleMinutes: 60, certificates: emr/c.zip } } }"),
      "dev.yaml:15:18 data.spark.cluster.egress | nothing | nat, since managed scaling and idle detection report to an API that the data tier does not reach |",
    ],
    [
      "of a Hadoop cluster that goes out another way",
      withData(
        "dev",
        "{ spark: { cluster: { maxUnits: 8, idleMinutes: 60, egress: none, certificates: emr/c.zip } } }",
      ),
      "dev.yaml:15:67 data.spark.cluster.egress | none | nat, since managed scaling and idle detection report to an API that the data tier does not reach |",
    ],
    [
      "of all tables upside down",
      withData("stage", "{ tableBilling: { write: { min: 200 } } }"),
      "stage.yaml:15:39 data.tableBilling.write.min | 200 | at most max, 100 |",
    ],
    [
      "of one table upside down",
      withData(
        "dev",
        "{ tables: { orders: { hashKey: id, attributes: { id: S }, billing: { mode: provisioned, targetPercent: 70, read: { min: 9, max: 3 }, write: { min: 1, max: 3 } } } } }",
      ),
      "dev.yaml:15:127 data.tables.orders.billing.read.min | 9 | at most max, 3 |",
    ],
  ])("%s", tells);

  test.each<Case>([
    [
      "one database instance in production",
      aloneWith("{ relational: { instances: 1 } }"),
      "prod.yaml:15:34 data.relational.instances | 1 | a database in two zones or more (2 or more) in tier production | Remove the line or set it to 2 or more.",
    ],
    [
      "one database instance in nonproduction",
      withData("stage", "{ relational: { instances: 1 } }"),
      "stage.yaml:15:34 data.relational.instances | 1 | a database in two zones or more (2 or more) in tier nonproduction",
    ],
    [
      "one cache node in production",
      aloneWith("{ cache: { nodes: 1 } }"),
      "prod.yaml:15:25 data.cache.nodes | 1 | a cache in two zones or more (2 or more) in tier production",
    ],
    [
      "backups of a month in production",
      aloneWith("{ relational: { backupDays: 30 } }"),
      "prod.yaml:15:35 data.relational.backupDays | 30 | database backups as long as RDS keeps them (35 or more) in tier production",
    ],
    [
      "backups of a day in nonproduction",
      withData("stage", "{ relational: { backupDays: 1 } }"),
      "stage.yaml:15:35 data.relational.backupDays | 1 | database backups of a week or more (7 or more) in tier nonproduction",
    ],
    [
      "snapshots of a day in nonproduction",
      withData("stage", "{ cache: { snapshotDays: 1 } }"),
      "stage.yaml:15:32 data.cache.snapshotDays | 1 | cache snapshots of a week or more (7 or more) in tier nonproduction",
    ],
  ])("%s", tells);

  test.each([
    ["relational", "17.4", "16"],
    ["cache", "9.0", "8"],
  ])("a version of %s that no lower tier has tried", (service, version, proven) => {
    const errors = errorsOf(aloneWith(`{ ${service}: { engineVersion: "${version}" } }`));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(
      `data.${service}.engineVersion | "${version}" | at most ${proven}, which tier nonproduction runs`,
    );
  });
});

test.each([
  ['relational: { engineVersion: "17.1" }', "a version of Aurora PostgreSQL that takes 256 ACU"],
  ['relational: { engineVersion: "16.06" }', "a version of Aurora PostgreSQL that takes 256 ACU"],
  ['cache: { engineVersion: "7.1" }', "a version of Valkey: 7.2, 8 or 9"],
  ["cache: { nodeType: cache.r7g.3xlarge }", "a node type of ElastiCache"],
  ["cache: { nodeType: cache.t1.micro }", "a node type of ElastiCache"],
  ['etl: { schedule: "cron(99 3 * * ? *)" }', "a schedule whose minute is from 0 to 59"],
  ['etl: { schedule: "nightly" }', "six fields in UTC"],
])("what AWS does not have: %s", (setting, expected) => {
  const errors = errorsOf(withData("dev", `{ ${setting} }`));
  expect(errors).toEqual([expect.stringContaining(expected)]);
});

test.each([
  'relational: { engineVersion: "14.10" }',
  'relational: { engineVersion: "15.10" }',
  'relational: { engineVersion: "16.1" }',
  'relational: { engineVersion: "17.4" }',
  'relational: { engineVersion: "17", majorUpgrade: true }',
  'cache: { engineVersion: "8" }',
  "relational: { capacity: { minAcu: 0.5, maxAcu: 1 } }",
  "relational: { capacity: { minAcu: 256, maxAcu: 256 } }",
  'cache: { engineVersion: "7.2" }',
  'cache: { engineVersion: "9.0" }',
  "cache: { nodeType: cache.t3.micro }",
  "cache: { nodeType: cache.m5.24xlarge }",
  "spark: { cluster: { maxUnits: 8, idleMinutes: 60, egress: nat, certificates: emr/c.zip } }",
  'etl: { schedule: "cron(0/5 3-5 ? * MON-FRI *)" }',
])("what AWS has: %s", (setting) => {
  expect(errorsOf({ base, dev: `${dev}data: { ${setting} }\n` })).toEqual([]);
});
