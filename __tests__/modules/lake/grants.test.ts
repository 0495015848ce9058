import { describe, expect, test } from "vitest";
import { readZone, writeZone } from "../../../modules/lake/grants";
import { grants, through } from "../../support/grants";
import { testKey } from "../../support/site";

const bucketArn = "arn:aws:s3:::strata-test-lake-raw-111122223333-us-east-1";
const neighbor = "arn:aws:s3:::strata-test-lake-raw-orders-111122223333-us-east-1";
const key = testKey("lake");
const zone = { bucketArn, kmsKeyArn: key, region: "us-east-1" };
const folder = { ...zone, prefix: "uploads/" };

describe("a reader of a zone", () => {
  const granted = readZone("Raw", zone);

  test("lists and reads all of it, and no other", async () => {
    expect(await grants(granted, { action: "s3:ListBucket", resource: bucketArn })).toBe(true);
    expect(await grants(granted, { action: "s3:GetObject", resource: `${bucketArn}/uploads/a` })).toBe(true);
    expect(await grants(granted, { action: "s3:ListBucket", resource: neighbor })).toBe(false);
    expect(await grants(granted, { action: "s3:GetObject", resource: `${neighbor}/uploads/a` })).toBe(false);
  });

  test.each(["s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectRetention"])(
    "may not %s",
    async (action) => {
      expect(await grants(granted, { action, resource: `${bucketArn}/uploads/a` })).toBe(false);
    },
  );

  test("decrypts with the zone's key, through S3 of the region only", async () => {
    const use = (action: string, resource: string, context: Readonly<Record<string, string>>) =>
      grants(granted, { action, resource, context });
    expect(await use("kms:Decrypt", key, through("s3"))).toBe(true);
    expect(await use("kms:Decrypt", key, through("glue"))).toBe(false);
    expect(await use("kms:Decrypt", key, through("s3", "us-west-2"))).toBe(false);
    expect(await use("kms:Decrypt", testKey("artifacts"), through("s3"))).toBe(false);
    expect(await use("kms:GenerateDataKey", key, through("s3"))).toBe(false);
  });
});

describe("a reader of a folder", () => {
  const granted = readZone("Raw", folder);

  test("lists and reads it alone", async () => {
    const list = (prefix: string) =>
      grants(granted, { action: "s3:ListBucket", resource: bucketArn, context: { "s3:prefix": prefix } });
    expect(await list("uploads/2026/")).toBe(true);
    expect(await list("events/")).toBe(false);
    expect(await grants(granted, { action: "s3:ListBucket", resource: bucketArn })).toBe(false);
    expect(await grants(granted, { action: "s3:GetObject", resource: `${bucketArn}/uploads/a` })).toBe(true);
    expect(await grants(granted, { action: "s3:GetObject", resource: `${bucketArn}/uploads-old/a` })).toBe(false);
    expect(await grants(granted, { action: "s3:GetObject", resource: `${bucketArn}/events/a` })).toBe(false);
  });
});

describe("a writer of a zone", () => {
  const granted = writeZone("Raw", folder);

  test("puts objects into the folder, in parts as well, and nowhere else", async () => {
    for (const action of ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]) {
      expect(await grants(granted, { action, resource: `${bucketArn}/uploads/a` })).toBe(true);
      expect(await grants(granted, { action, resource: `${bucketArn}/events/a` })).toBe(false);
      expect(await grants(granted, { action, resource: `${neighbor}/uploads/a` })).toBe(false);
    }
    expect(await grants(writeZone("Raw", zone), { action: "s3:PutObject", resource: `${bucketArn}/a` })).toBe(true);
  });

  test.each(["s3:GetObject", "s3:DeleteObject", "s3:DeleteObjectVersion"])("may not %s", async (action) => {
    expect(await grants(granted, { action, resource: `${bucketArn}/uploads/a` })).toBe(false);
  });

  test.each(["kms:GenerateDataKey", "kms:Decrypt"])("may %s with the zone's key through S3", async (action) => {
    expect(await grants(granted, { action, resource: key, context: through("s3") })).toBe(true);
    expect(await grants(granted, { action, resource: key, context: through("glue") })).toBe(false);
    expect(await grants(granted, { action, resource: testKey("artifacts"), context: through("s3") })).toBe(false);
  });
});
