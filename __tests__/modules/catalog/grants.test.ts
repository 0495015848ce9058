import { expect, test } from "vitest";
import { readTables, tableArns, useKeyOfLake } from "../../../modules/catalog/grants";
import { grants, through } from "../../support/grants";
import { testKey, testLocation } from "../../support/site";

const glue = (resource: string) => `arn:aws:glue:us-east-1:111122223333:${resource}`;
const orders = { databaseName: "strata_test_processed", tableName: "orders" };
const granted = [readTables("ReadTables", tableArns(testLocation, orders))];

test.each(["catalog", "database/strata_test_processed", "table/strata_test_processed/orders"])(
  "a table is read: IAM is asked for %s",
  async (resource) => {
    expect(await grants(granted, { action: "glue:GetTable", resource: glue(resource) })).toBe(true);
    expect(await grants(granted, { action: "glue:GetPartitions", resource: glue(resource) })).toBe(true);
  },
);

test.each(["table/strata_test_processed/customers", "table/strata_test_raw/orders", "database/strata_test_raw"])(
  "%s is not read with it",
  async (resource) => {
    expect(await grants(granted, { action: "glue:GetTable", resource: glue(resource) })).toBe(false);
  },
);

test.each(["glue:UpdateTable", "glue:DeleteTable", "glue:BatchCreatePartition"])(
  "readers may not %s",
  async (action) => {
    const resource = glue("table/strata_test_processed/orders");
    expect(await grants(granted, { action, resource })).toBe(false);
  },
);

test("uses the key of the lake only for objects and the catalog", async () => {
  const key = testKey("lake");
  const use = (resource: string, service: string) =>
    grants([useKeyOfLake("UseKey", key, "us-east-1")], {
      action: "kms:GenerateDataKey",
      resource,
      context: through(service),
    });
  expect(await use(key, "s3")).toBe(true);
  expect(await use(key, "glue")).toBe(true);
  expect(await use(key, "athena")).toBe(false);
  expect(await use(testKey("artifacts"), "s3")).toBe(false);
});
