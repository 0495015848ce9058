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

  test("tells the types apart by prefix", () => {
    const purposes = Object.values(zoneTypes).map(({ bucket }) => bucket);
    for (const purpose of purposes) {
      expect(purposes.filter((other) => other.startsWith(purpose))).toEqual([purpose]);
    }
  });
});

describe("a sound zone", () => {
  test.each<Zone>([
    { type: "raw" },
    { type: "raw", infrequentAccessAfterDays: 30, glacierAfterDays: 60, expireAfterDays: 90 },
    { type: "raw", glacierAfterDays: 1 },
    { type: "processed", name: "orders", expireAfterDays: 30 },
    { type: "artifacts", expireAfterDays: 365 },
    { type: "logs", infrequentAccessAfterDays: 30, expireAfterDays: 400 },
  ])("%o has no mistakes", (zone) => {
    expect(zoneMistakes(zone)).toEqual([]);
  });
});

describe("a zone", () => {
  test.each<[Zone, string]>([
    [{ type: "raw", expireAfterDays: 89 }, "expireAfterDays must be at least 90, the floor of type raw (saw 89)"],
    [
      { type: "artifacts", expireAfterDays: 90 },
      "expireAfterDays must be at least 365, the floor of type artifacts (saw 90)",
    ],
    [
      { type: "processed", glacierAfterDays: 90 },
      "glacierAfterDays must be absent: zones of type processed use S3 Intelligent-Tiering (saw 90)",
    ],
    [{ type: "raw", infrequentAccessAfterDays: 29 }, "infrequentAccessAfterDays must be at least 30 (saw 29)"],
    [
      { type: "raw", infrequentAccessAfterDays: 30, glacierAfterDays: 59 },
      "glacierAfterDays must be at least 60, 30 days in Standard-IA (saw 59)",
    ],
    [
      { type: "logs", glacierAfterDays: 90, expireAfterDays: 90 },
      "glacierAfterDays must be less than expireAfterDays, 90 (saw 90)",
    ],
    [{ type: "raw", name: "Orders" }, "name must be lower-case letters, digits and hyphens (saw Orders)"],
  ])("%o is refused", (zone, expected) => {
    expect(zoneMistakes(zone).map(({ field, message }) => `${field} ${message}`)).toEqual([expected]);
  });
});
