import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../platform/root";
import { resultsOnSpark, sparkOrSkip } from "./etl-job/spark";

interface Results {
  /** What the job says where there is no history. */
  readonly empty: string | null;
  /** Records that were put, and that were deleted. */
  readonly counts: readonly [number, number];
  readonly put: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly deleted: Readonly<Record<string, string>>;
}

const spark = await sparkOrSkip();

describe.skipIf(!spark)("an online store that is filled from a history", () => {
  let found: Results;
  beforeAll(async () => {
    if (spark)
      found = await resultsOnSpark<Results>(spark, join(projectRoot(), "__tests__/provider/restore-job/driver.py"));
  });

  it("has the latest values of each record, also of groups that had the name before, and of no other group", () => {
    const orders = Object.fromEntries(Object.entries(found.put).map(([id, record]) => [id, record.orders_30d]));
    expect(orders).toEqual({
      latest: "1",
      fraction: "2",
      late: "2",
      corrected: "2",
      returned: "3",
      lasting: "1",
      old: "4",
    });
    expect(found.counts).toEqual([7, 1]);
  });

  it("has values as they were put, and none for what is not known", () => {
    const computed_at = "2026-03-29T00:00:00Z";
    expect(found.put.latest).toEqual({ customer_id: "latest", computed_at, orders_30d: "1", spend_30d: "1.5" });
    expect(found.put.old).toEqual({ customer_id: "old", computed_at: "2026-03-20T00:00:00Z", orders_30d: "4" });
  });

  it("loses what was deleted, as of then", () => {
    expect(found.deleted).toEqual({ deleted: "2026-03-30T00:00:00Z" });
  });

  it("gets no record whose days are over", () => {
    expect(Object.keys(found.put)).not.toContain("expired");
    expect(Object.keys(found.deleted)).not.toContain("forgotten");
  });

  it("is not called restored where no history has arrived: the job fails, and says where it looked", () => {
    expect(found.empty).toBe(
      "expected files of a history at /strata-prod-customer-[0-9]*/data, got none. Check that strata-prod-customer was " +
        "written, and that its files were copied here.",
    );
  });
});
