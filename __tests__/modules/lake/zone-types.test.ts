import { describe, expect, test } from "vitest";
import { type Zone, type ZoneType, zoneMistakes, zonePurpose, zoneTypes } from "../../../modules/lake/zone-types";

describe("a zone's purpose", () => {
  test("is that of its type, with its name behind it", () => {
    const types = Object.keys(zoneTypes) as ZoneType[];
    expect(types.map((type) => zonePurpose({ type }))).toEqual([
      "lake-raw",
      "lake-processed",
      "artifacts",
      "lake-logs",
    ]);
    expect(zonePurpose({ type: "raw", name: "orders" })).toBe("lake-raw-orders");
  });

  test("distinguishes the types by prefix", () => {
    const purposes = Object.values(zoneTypes).map(({ bucket }) => bucket);
    for (const purpose of purposes) {
      expect(purposes.filter((other) => other.startsWith(purpose))).toEqual([purpose]);
    }
  });
});

describe("a sound zone", () => {
  test.each<Zone>([
    { type: "raw" },
    { type: "raw", infrequentAccessAfterDays: 30, glacierAfterDays: 60, retentionDays: 90 },
    { type: "raw", glacierAfterDays: 1 },
    { type: "processed", name: "orders", retentionDays: 30 },
    { type: "artifacts", retentionDays: 365 },
    { type: "logs", infrequentAccessAfterDays: 30, retentionDays: 400 },
  ])("%o has no mistakes", (zone) => {
    expect(zoneMistakes(zone)).toEqual([]);
  });
});

describe("a zone", () => {
  test.each<[Zone, string]>([
    [{ type: "raw", retentionDays: 89 }, "retentionDays at least 90, the floor of type raw"],
    [{ type: "artifacts", retentionDays: 90 }, "retentionDays at least 365, the floor of type artifacts"],
    [
      { type: "processed", glacierAfterDays: 90 },
      "glacierAfterDays no days: zones of type processed use S3 Intelligent-Tiering",
    ],
    [{ type: "raw", infrequentAccessAfterDays: 29 }, "infrequentAccessAfterDays at least 30"],
    [
      { type: "raw", infrequentAccessAfterDays: 30, glacierAfterDays: 59 },
      "glacierAfterDays at least 60, 30 days in Standard-IA",
    ],
    [{ type: "logs", glacierAfterDays: 90, retentionDays: 90 }, "glacierAfterDays less than retentionDays, 90"],
    [{ type: "raw", name: "Orders" }, "name lower-case letters, digits and hyphens"],
  ])("%o is refused", (zone, expected) => {
    expect(zoneMistakes(zone).map(({ field, allowed }) => `${field} ${allowed}`)).toEqual([expected]);
  });
});
