import { describe, expect, test } from "vitest";
import { readItems, readStream, writeItems } from "../../../modules/tables/grants";
import { grants, through } from "../../support/grants";
import { testKey } from "../../support/site";

const arn = "arn:aws:dynamodb:us-east-1:111122223333:table/strata-test-sessions";
const neighbor = "arn:aws:dynamodb:us-east-1:111122223333:table/strata-test-sessions-archive";
const stream = `${arn}/stream/2026-01-01T00:00:00.000`;
const key = testKey("database");
const region = "us-east-1";
const table = { arn, kmsKeyArn: key, region };

const reads = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"];
const writes = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"];
const administration = ["dynamodb:DeleteTable", "dynamodb:UpdateTable", "dynamodb:RestoreTableToPointInTime"];

describe("a reader of items", () => {
  const granted = readItems("Sessions", table);

  test.each(reads)("may %s on the table and on no other", async (action) => {
    expect(await grants(granted, { action, resource: arn })).toBe(true);
    expect(await grants(granted, { action, resource: neighbor })).toBe(false);
  });

  test.each(["dynamodb:Query", "dynamodb:Scan"])(
    "may %s each index of the table and none of another",
    async (action) => {
      expect(await grants(granted, { action, resource: `${arn}/index/by-user` })).toBe(true);
      expect(await grants(granted, { action, resource: `${neighbor}/index/by-user` })).toBe(false);
    },
  );

  test.each([...writes, ...administration])("may not %s", async (action) => {
    expect(await grants(granted, { action, resource: arn })).toBe(false);
  });

  test("decrypts with the table's key, through DynamoDB of the region only", async () => {
    const decrypt = (resource: string, context: Readonly<Record<string, string>>) =>
      grants(granted, { action: "kms:Decrypt", resource, context });
    expect(await decrypt(key, through("dynamodb"))).toBe(true);
    expect(await decrypt(testKey("lake"), through("dynamodb"))).toBe(false);
    expect(await decrypt(key, through("rds"))).toBe(false);
    expect(await decrypt(key, through("dynamodb", "us-west-2"))).toBe(false);
    expect(await decrypt(key, {})).toBe(false);
  });
});

describe("a writer of items", () => {
  const granted = writeItems("Sessions", table);

  test.each(writes)("may %s on the table and on no other", async (action) => {
    expect(await grants(granted, { action, resource: arn })).toBe(true);
    expect(await grants(granted, { action, resource: neighbor })).toBe(false);
  });

  test.each([...reads, ...administration])("may not %s", async (action) => {
    expect(await grants(granted, { action, resource: arn })).toBe(false);
  });

  test.each(["kms:Decrypt", "kms:GenerateDataKey"])("may %s with the table's key through DynamoDB", async (action) => {
    expect(await grants(granted, { action, resource: key, context: through("dynamodb") })).toBe(true);
    expect(await grants(granted, { action, resource: key, context: through("rds") })).toBe(false);
    expect(await grants(granted, { action, resource: testKey("lake"), context: through("dynamodb") })).toBe(false);
  });
});

describe("a reader of a stream", () => {
  const granted = readStream("Sessions", { streamArn: stream, kmsKeyArn: key, region });

  test.each(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"])(
    "may %s of it and of no other",
    async (action) => {
      expect(await grants(granted, { action, resource: stream })).toBe(true);
      expect(await grants(granted, { action, resource: `${neighbor}/stream/2026-01-01T00:00:00.000` })).toBe(false);
    },
  );

  test("finds it, decrypts it, and reads no items of the table", async () => {
    expect(await grants(granted, { action: "dynamodb:ListStreams", resource: "*" })).toBe(true);
    expect(await grants(granted, { action: "kms:Decrypt", resource: key, context: through("dynamodb") })).toBe(true);
    expect(await grants(granted, { action: "dynamodb:GetItem", resource: arn })).toBe(false);
  });
});

test("grants for several tables fit into one policy: no two statements have the same id", () => {
  const ids = ["Sessions", "Documents"]
    .flatMap((what) => [
      ...readItems(what, table),
      ...writeItems(what, table),
      ...readStream(what, { ...table, streamArn: stream }),
    ])
    .map(({ sid }) => sid);
  expect(new Set(ids).size).toBe(ids.length);
});
