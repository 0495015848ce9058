import { describe, expect, test } from "vitest";
import { achievedRecovery } from "../../environments/achieved-recovery";
import { type Case, clean, edit, errorsOf, type Files, prod, tells } from "./fixtures";

/** The clean files with a text of production replaced. */
const prodWith = (from: string, to: string): Files => ({ ...clean, prod: edit(prod, from, to) });

describe("recovery objectives", () => {
  test.each<Case>([
    [
      "a point that S3 replication does not reach",
      prodWith("lake: { rpoMinutes: 30", "lake: { rpoMinutes: 5"),
      "prod.yaml:12:182 recovery.objectives.lake.rpoMinutes | 5 | at least 15, which S3 replication time control achieves (strategy warm-standby) | Set it to 15 or more, or choose another strategy.",
    ],
    [
      "a time that leaves none to fail over",
      prodWith("relational: { rpoMinutes: 30, rtoMinutes: 60", "relational: { rpoMinutes: 30, rtoMinutes: 1"),
      "prod.yaml:12:112 recovery.objectives.relational.rtoMinutes | 1 | at least 5, which Aurora global database achieves (strategy warm-standby) |",
    ],
    [
      "a time in which no instance can be made",
      prodWith(
        "warm-standby, objectives: { relational: { rpoMinutes: 30, rtoMinutes: 60",
        "pilot-light, objectives: { relational: { rpoMinutes: 30, rtoMinutes: 10",
      ),
      "prod.yaml:12:111 recovery.objectives.relational.rtoMinutes | 10 | at least 25, which Aurora global database without instances achieves (strategy pilot-light) |",
    ],
    [
      "for a cache that is not copied",
      prodWith("warm-standby, objectives: {", "pilot-light, objectives: { cache: { rpoMinutes: 5, rtoMinutes: 30 },"),
      "prod.yaml:12:69 recovery.objectives.cache | { rpoMinutes: 5, rtoMinutes: 30 } | no objective with strategy pilot-light, which keeps no copy in the recovery region | Choose another strategy, or remove the objective.",
    ],
  ])("%s", tells);

  test("points that backups do not reach, which are made once a day", () => {
    expect(errorsOf(prodWith("warm-standby", "backup-restore"))).toEqual(
      ["relational", "tables"].flatMap((data) => [
        expect.stringContaining(
          `recovery.objectives.${data}.rpoMinutes | 30 | at least 2220, which daily copies of AWS Backup achieves (strategy backup-restore)`,
        ),
        expect.stringContaining(`recovery.objectives.${data}.rtoMinutes | 60 | at least 120`),
      ]),
    );
  });

  test.each(["warm-standby", "backup-restore"])("none for data that is copied: %s", (strategy) => {
    const without = prod.replace(/relational: \{[^}]*\}, tables: \{[^}]*\}, /, "");
    expect(errorsOf({ ...clean, prod: edit(without, "warm-standby", strategy) })).toEqual(
      ["relational", "tables"].map((data) =>
        expect.stringContaining(
          `recovery.objectives.${data} | nothing | rpoMinutes and rtoMinutes with strategy ${strategy} | Add recovery.objectives.${data}.`,
        ),
      ),
    );
  });

  test("of models count the way of online features through their history, and nothing else makes it longer", () => {
    const achieved = (features: object) =>
      achievedRecovery({ recovery: { strategy: "warm-standby" }, ai: { models: { a: {} }, features } }, "models");
    const onlyHistory = achieved({ customer: {} });
    expect(achieved({})).toEqual(onlyHistory);
    expect(achieved({ customer: {}, activity: { online: { ttlDays: 30 } } })).toMatchObject({
      rpoMinutes: Number(onlyHistory?.rpoMinutes) + 15,
      rtoMinutes: onlyHistory?.rtoMinutes,
      means: expect.stringContaining("online features from their history"),
    });
  });

  test("one of a wrong type is reported once", () => {
    expect(errorsOf(prodWith("lake: { rpoMinutes: 30, rtoMinutes: 60 }", "lake: soon"))).toHaveLength(1);
  });

  test("further back than backups reach", () => {
    const far = edit(prod, "relational: { rpoMinutes: 30", "relational: { rpoMinutes: 2880");
    const errors = errorsOf({ ...clean, prod: `${far}data: { relational: { backupDays: 1 } }\n` });
    expect(errors).toContainEqual(
      expect.stringContaining(
        "environments/prod.yaml:15:35 data.relational.backupDays | 1 | backups as long as the recovery point objective (2880 minutes) | Set it to 2 or more, or lower recovery.objectives.relational.rpoMinutes.",
      ),
    );
  });

  test("a follower with another version, other tables, other billing, other zones", () => {
    const data = [
      '{ relational: { engineVersion: "15.8" }, cache: { nodeType: cache.r7g.xlarge },',
      "tables: { orders: { hashKey: id, attributes: { id: S } } }, lake: { zones: { raw: { retentionDays: 400 } } },",
      "tableBilling: { mode: provisioned, read: { min: 1, max: 2 }, write: { min: 1, max: 2 }, targetPercent: 70 } }",
    ].join(" ");
    const errors = errorsOf({ ...clean, dr: `${clean.dr}data: ${data}\n` });
    expect(errors.map((error) => error.split(" | ")[0]?.split(" ")[1])).toEqual([
      "data.relational.engineVersion",
      "data.cache.nodeType",
      "data.tables.orders",
      "data.lake.zones.raw.retentionDays",
      "data.tableBilling",
    ]);
    expect(errors[2]).toContain("dr.yaml:17:97 data.tables.orders | { hashKey: id, attributes: { id: S } }");
    expect(errors[3]).toContain(
      "the value of prod, 2557 (default of tier production): each zone takes over from one of the primary",
    );
  });

  test("a node type of a global datastore (m5, m6g, m7g, r5, r6g, r7g or c7gn) no global datastore takes", () => {
    const small = "data: { cache: { nodeType: cache.t4g.small } }\n";
    expect(errorsOf({ ...clean, prod: `${prod}${small}`, dr: `${clean.dr}${small}` })).toEqual([
      expect.stringContaining(
        "environments/prod.yaml:15:28 data.cache.nodeType | cache.t4g.small | a node type of a global datastore (m5, m6g, m7g, r5, r6g, r7g or c7gn)",
      ),
    ]);
  });
});
