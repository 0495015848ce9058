import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { projectRoot } from "../../platform/root";
import { resultsOnSpark, sparkOrSkip } from "./etl-job/spark";

interface Results {
  readonly counts: Readonly<Record<string, number>>;
  readonly put: number;
  readonly records: readonly Readonly<Record<string, string>>[];
  readonly columns: readonly (readonly [name: string, type: string])[];
}

const spark = await sparkOrSkip();

/** The types of Spark that hold what a feature of each type says. */
const sparkTypes: Readonly<Record<string, string>> = { text: "string", integer: "long", number: "double" };

describe.skipIf(!spark)("features of customers", () => {
  let found: Results;
  beforeAll(async () => {
    if (spark)
      found = await resultsOnSpark<Results>(spark, join(projectRoot(), "__tests__/provider/feature-job/driver.py"));
  });

  it("are made of objects as Firehose writes them, by way of the table of events", () => {
    expect(found.counts).toEqual({ read: 13, written: 12, duplicates: 1, rejected: 0 });
  });

  it("say what customers did in the window, and nothing of others", () => {
    const computed_at = "2025-03-31T12:00:00Z";
    expect(found.put).toBe(3);
    expect(found.records).toEqual([
      {
        customer_id: "inactive",
        computed_at,
        last_seen_days: "10.0",
        orders_30d: "0",
        segment: "inactive",
        spend_30d: "0.0",
      },
      {
        customer_id: "occasional",
        computed_at,
        last_seen_days: "0.5",
        orders_30d: "1",
        segment: "occasional",
        spend_30d: "0.0",
      },
      {
        customer_id: "regular",
        computed_at,
        last_seen_days: "1.0",
        orders_30d: "5",
        segment: "regular",
        spend_30d: "14.75",
      },
    ]);
  });

  it("are those that the environment file declares, with their types", () => {
    const { ai } = parse(readFileSync(join(projectRoot(), "environments/base.yaml"), "utf8"));
    const { recordId, eventTime, features } = ai.features.customer;
    const declared = Object.entries<{ type: string }>(features).map(([name, { type }]) => [name, sparkTypes[type]]);
    expect(found.columns).toEqual([[recordId, "string"], [eventTime, "string"], ...declared.sort()]);
  });
});
