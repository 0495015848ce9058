import { describe, expect, test } from "vitest";
import { DataLakeZone, type DataLakeZoneProps } from "../../../modules/lake/data-lake-zone";
import type { Zone } from "../../../modules/lake/zone-types";
import { testKey, testSite } from "../../support/site";
import { addressesOf, at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { account, answer, type Call, sent } from "../../support/uploads";

const key = testKey("lake");
const otherKey = testKey("other");
const primary = {
  bucketName: "strata-far-lake-raw-111122223333-us-west-2",
  bucketArn: "arn:aws:s3:::strata-far-lake-raw-111122223333-us-west-2",
  region: "us-west-2",
  kmsKeyArn: testKey("lake", "us-west-2"),
};

const build = (
  zone: Zone = { type: "raw" },
  changes: Partial<DataLakeZoneProps> = {},
  { deletionProtection, replicaOf }: { deletionProtection?: boolean; replicaOf?: typeof primary } = {},
) =>
  probe((stack) => {
    new DataLakeZone(stack, "zone", {
      site: testSite(stack, { backupPlan: "daily", ...(deletionProtection !== undefined && { deletionProtection }) }),
      zone,
      kmsKeyArn: key,
      accessLogsBucket: "strata-test-access-logs",
      replicaOf: replicaOf && { ...replicaOf, provider: stack.providerFor("us-west-2") },
      ...changes,
    });
  });
const policy = "aws_s3_bucket_policy.zone";
const inventory = {
  bucketArn: "arn:aws:s3:::strata-test-lake-logs-111122223333-us-east-1",
  kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/logs",
};

describe("a zone", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(build({ type: "raw" }, { inventory }))).toEqual({
      aws_s3_bucket: 1,
      aws_s3_bucket_inventory: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_logging: 1,
      aws_s3_bucket_metric: 1,
      aws_s3_bucket_notification: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
    });
  });

  test("is named after its type, tagged with its classification, and stays while it holds objects", () => {
    expect(at(build({ type: "processed", name: "orders" }), "aws_s3_bucket.zone")).toMatchObject({
      bucket: "strata-test-lake-processed-orders-111122223333-us-east-1",
      force_destroy: false,
      tags: { backup: "daily", classification: "confidential" },
    });
    expect(at(build({ type: "raw" }, {}, { deletionProtection: false }), "aws_s3_bucket.zone")).toMatchObject({
      force_destroy: true,
      tags: { classification: "restricted" },
    });
  });

  test("with a name that makes the bucket's too long is refused", () => {
    expect(() => build({ type: "processed", name: "customer-relations" })).toThrow(/at most 63/);
  });

  test("weaker than its type is refused", () => {
    expect(() => build({ type: "raw", name: "orders", retentionDays: 30 })).toThrow(
      "Zone lake-raw-orders, retentionDays: expected at least 90, the floor of type raw, got 30.",
    );
  });

  test("announces its changes, which AWS Backup follows", () => {
    expect(at(build(), "aws_s3_bucket_notification.zone").eventbridge).toBe(true);
  });

  test("is listed every week, all versions, under the key of the bucket that keeps the list", () => {
    expect(at(build({ type: "raw" }, { inventory }), "aws_s3_bucket_inventory.zone")).toMatchObject({
      included_object_versions: "All",
      schedule: { frequency: "Weekly" },
      destination: {
        bucket: {
          bucket_arn: inventory.bucketArn,
          account_id: account,
          prefix: "inventory",
          encryption: { sse_kms: { key_id: inventory.kmsKeyArn } },
        },
      },
    });
    expect(build().resource).not.toHaveProperty("aws_s3_bucket_inventory");
  });
});

describe("the lifecycle of a zone", () => {
  const rule = (zone: Zone) =>
    (at(build(zone), "aws_s3_bucket_lifecycle_configuration.zone").rule as Record<string, unknown>[])[0];

  test("by age goes through the storage classes that can be read at once", () => {
    const days = { infrequentAccessAfterDays: 30, glacierAfterDays: 90, retentionDays: 730 };
    expect(rule({ type: "raw", ...days })).toMatchObject({
      transition: [
        { days: 30, storage_class: "STANDARD_IA" },
        { days: 90, storage_class: "GLACIER_IR" },
      ],
      expiration: [{ days: 730 }],
      noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });

  test("by access is left to S3", () => {
    for (const type of ["processed", "artifacts"] as const) {
      expect(rule({ type })?.transition).toEqual([{ days: 0, storage_class: "INTELLIGENT_TIERING" }]);
    }
  });

  test("without an age for objects removes the delete markers that are left over", () => {
    expect(rule({ type: "raw" })).toMatchObject({ expiration: [{ expired_object_delete_marker: true }] });
    expect(rule({ type: "raw" })).not.toHaveProperty("transition");
  });
});

describe("an upload", () => {
  /** What the role of a service that writes to a zone has for a tag. */
  const tagged = (zone: string) => ({ [`aws:PrincipalTag/zone-${zone}`]: "write" });

  const allowed: readonly (readonly [string, Call])[] = [
    ["by a writer who leaves encryption to the bucket", {}],
    ["by a writer of an additional pipeline", { role: "strata-test-glue-orders" }],
    ["by an ingestion role", { role: "strata-test-ingestion" }],
    ["that names the key of the bucket", { context: sent.sseKms(key) }],
    ["by a restore of AWS Backup", { role: "strata-test-backup-restore" }],
    ["over TLS 1.2", { context: { "s3:TlsVersion": "1.2" } }],
    ["by a service that writes to the zone", { role: "strata-test-service-collector", context: tagged("raw") }],
  ];
  test.each(allowed)("%s is taken", async (_, call) => {
    expect(await answer(build(), policy, call)).toBe("allowed");
  });

  const refused: readonly (readonly [string, Call, string])[] = [
    ["by a service that does not", { role: "strata-test-service-reports" }, "RefuseWorkloadsWithoutTag"],
    [
      "by a service that writes to another zone",
      { role: "strata-test-service-reports", context: tagged("processed") },
      "RefuseWorkloadsWithoutTag",
    ],
    ["over plain HTTP", { context: sent.plainHttp }, "RefusePlainHttp"],
    ["over TLS 1.1", { context: sent.tls11 }, "RefuseOldTls"],
    ["under another key", { context: sent.sseKms(otherKey) }, "RefuseOtherKeys"],
    ["under the AWS managed key", { context: sent.sse("aws:kms") }, "RefuseUnnamedKeys"],
    ["under SSE-S3", { context: sent.sse("AES256") }, "RefuseOtherEncryption"],
    ["under a key of the caller", { context: sent.sseC }, "RefuseKeysOfCallers"],
    ["by a reader who may write elsewhere", { role: "strata-test-developer" }, "RefuseOtherWriters"],
    ["by the deployer", { role: "strata-test-apply" }, "RefuseOtherWriters"],
    ["by a writer of another environment", { role: "strata-prod-glue-etl" }, "RefuseOtherWriters"],
    ["by a writer of another type", { role: "strata-test-emr-spark" }, "RefuseOtherWriters"],
    ["by another account", { account: "444455556666" }, "RefuseOtherAccounts, RefuseOtherWriters"],
    ["that is not signed", { anonymous: true }, "RefuseOtherAccounts, RefuseOtherWriters"],
    ["by a service that no statement lets in", { service: "delivery.logs.amazonaws.com" }, "not allowed"],
    ["of S3 itself", { service: "s3.amazonaws.com", key: "inventory/list", context: sent.from("*") }, "not allowed"],
  ];
  test.each(refused)("%s is refused", async (_, call, sids) => {
    expect(await answer(build(), policy, call)).toBe(sids);
  });
});

describe("a principal that may not write", () => {
  test.each(["s3:GetObject", "s3:DeleteObjectVersion", "s3:PutBucketPolicy", "s3:PutReplicationConfiguration"])(
    "is not kept from %s by the bucket",
    async (action) => {
      expect(await answer(build(), policy, { action, role: "strata-test-apply" })).toBe("allowed");
    },
  );

  test("but from another account does not even read", async () => {
    const call = { action: "s3:GetObject", account: "444455556666" };
    expect(await answer(build(), policy, call)).toBe("RefuseOtherAccounts");
  });
});

describe("the writers of a type", () => {
  test.each([
    ["processed", "strata-test-emr-orders", "allowed"],
    ["processed", "strata-test-sagemaker-pipeline", "allowed"],
    ["processed", "strata-test-delivery-knowledge", "allowed"],
    ["processed", "strata-test-delivery-test", "RefuseOtherWriters"],
    ["raw", "strata-test-delivery-knowledge", "RefuseOtherWriters"],
    ["processed", "personas/strata-test-ai-engineer", "RefuseOtherWriters"],
    ["artifacts", "personas/strata-test-ai-engineer", "allowed"],
    ["artifacts", "strata-test-ai-engineer", "RefuseOtherWriters"],
    ["artifacts", "strata-test-models-codebuild", "allowed"],
    ["artifacts", "strata-test-glue-etl", "RefuseOtherWriters"],
    ["logs", "strata-test-emr-spark", "allowed"],
    ["logs", "strata-test-ingestion", "RefuseOtherWriters"],
  ] as const)("%s answers %s: %s", async (type, role, expected) => {
    expect(await answer(build({ type }), policy, { role })).toBe(expected);
  });
});

describe("the logs zone", () => {
  const logs = () => build({ type: "logs" });
  const s3 = { service: "s3.amazonaws.com", key: "inventory/bucket/weekly/data.parquet" };
  const raw = "arn:aws:s3:::strata-test-lake-raw-111122223333-us-east-1";

  test.each([
    ["inventories of the environment's buckets", s3, raw, "allowed"],
    ["no inventories of other buckets", s3, "arn:aws:s3:::somebody-elses", "not allowed"],
    ["inventories in their folder only", { ...s3, key: "data.parquet" }, raw, "not allowed"],
  ])("takes %s", async (_, call, sourceArn, expected) => {
    expect(await answer(logs(), policy, { ...call, context: sent.from(sourceArn) })).toBe(expected);
  });

  test("refuses files that a service writes for another account", async () => {
    const context = { ...sent.from(raw), "aws:SourceAccount": "444455556666" };
    expect(await answer(logs(), policy, { ...s3, context })).toBe("not allowed");
  });

  test("holds services to its key too", async () => {
    const inventoryUnder = (kmsKeyArn: string) => ({
      ...s3,
      context: { ...sent.from(raw), ...sent.sseKms(kmsKeyArn) },
    });
    expect(await answer(logs(), policy, inventoryUnder(key))).toBe("allowed");
    expect(await answer(logs(), policy, inventoryUnder(otherKey))).toBe("RefuseOtherKeys");
  });
});

describe("a replicated zone", () => {
  const copy = () => build({ type: "raw" }, {}, { replicaOf: primary });
  const role = "strata-test-lake-raw-replication";

  test("copies the primary's objects within 15 minutes, once versioning is on and the role has its rights", () => {
    expect(addressesOf(copy())).toEqual(
      expect.arrayContaining([
        "aws_iam_role.zone_replication",
        "aws_iam_role_policy.zone_replication_role",
        "aws_s3_bucket_replication_configuration.zone_replication",
      ]),
    );
    expect(at(copy(), "aws_s3_bucket_replication_configuration.zone_replication")).toMatchObject({
      provider: "aws.us-west-2",
      bucket: primary.bucketName,
      depends_on: ["aws_s3_bucket_versioning.zone", "aws_iam_role_policy.zone_replication_role"],
      rule: [
        {
          delete_marker_replication: { status: "Enabled" },
          source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
          destination: {
            bucket: "${aws_s3_bucket.zone.arn}",
            encryption_configuration: { replica_kms_key_id: key },
            replication_time: { status: "Enabled", time: { minutes: 15 } },
            metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
          },
        },
      ],
    });
  });

  test("uses the key of each end through S3 of its region only", () => {
    const statements = statementsOf(at(copy(), "aws_iam_role_policy.zone_replication_role").policy);
    expect(statements.Decrypt).toMatchObject({
      Resource: primary.kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": "s3.us-west-2.amazonaws.com" } },
    });
    expect(statements.Encrypt).toMatchObject({
      Resource: key,
      Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
    });
  });

  test.each(["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"])("lets the role %s", async (action) => {
    expect(await answer(copy(), policy, { action, role })).toBe("allowed");
  });

  test("takes the role for a writer, under its own key, as no other zone does", async () => {
    const upload = { role, context: sent.sseKms(key) };
    expect(await answer(copy(), policy, upload)).toBe("allowed");
    expect(await answer(copy(), policy, { role, context: sent.sseKms(primary.kmsKeyArn) })).toBe("RefuseOtherKeys");
    expect(await answer(build(), policy, upload)).toBe("RefuseOtherWriters");
  });

  test("lets itself be read by the replication of another environment", async () => {
    const reader = "strata-recovery-lake-raw-replication";
    for (const action of ["s3:GetObjectVersionForReplication", "s3:GetReplicationConfiguration"]) {
      expect(await answer(build(), policy, { action, role: reader })).toBe("allowed");
    }
  });

  test("refuses a type that is not replicated", () => {
    expect(build({ type: "logs" }, {}, { replicaOf: primary }).resource).not.toHaveProperty(
      "aws_s3_bucket_replication_configuration",
    );
  });
});
