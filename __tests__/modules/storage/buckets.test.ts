import { describe, expect, test } from "vitest";
import { AccessLogBucket } from "../../../modules/storage/access-log-bucket";
import { LogArchive, type LogArchiveProps } from "../../../modules/storage/log-archive";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const retention = { objectLock: "compliance", retentionDays: 2557, glacierAfterDays: 90 } as const;
const props: Omit<LogArchiveProps, "site"> = {
  purpose: "log-archive",
  kmsKeyArn: testKey("logs"),
  trailArn: "arn:aws:cloudtrail:us-east-1:111122223333:trail/strata-dev-trail",
  accessLogsBucket: "strata-dev-access-logs",
  retention,
};
const archive = (changes: Partial<LogArchiveProps> = {}) =>
  probe((stack) => {
    new LogArchive(stack, "log-archive", { site: testSite(stack), ...props, ...changes });
  });

describe("the log archive", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(archive())).toEqual({
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_logging: 1,
      aws_s3_bucket_notification: 1,
      aws_s3_bucket_object_lock_configuration: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
    });
  });

  test("locks logs for as long as it keeps them", () => {
    expect(at(archive(), "aws_s3_bucket.log_archive")).toMatchObject({
      object_lock_enabled: true,
      force_destroy: false,
    });
    expect(at(archive(), "aws_s3_bucket_object_lock_configuration.log_archive").rule).toEqual({
      default_retention: { mode: "COMPLIANCE", days: 2557 },
    });
    expect(at(archive(), "aws_s3_bucket_lifecycle_configuration.log_archive").rule).toMatchObject([
      { expiration: [{ days: 2557 }], transition: [{ days: 90, storage_class: "GLACIER_IR" }] },
    ]);
  });

  test("without object lock has no lock configuration", () => {
    const json = archive({ retention: { ...retention, objectLock: "none" } });
    expect(at(json, "aws_s3_bucket.log_archive").object_lock_enabled).toBe(false);
    expect(json.resource).not.toHaveProperty("aws_s3_bucket_object_lock_configuration");
  });

  test("is encrypted with the key of the logs, closed to the public, and records its readers", () => {
    const json = archive();
    expect(at(json, "aws_s3_bucket_server_side_encryption_configuration.log_archive").rule).toEqual([
      {
        apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: props.kmsKeyArn },
        bucket_key_enabled: true,
      },
    ]);
    expect(at(json, "aws_s3_bucket_public_access_block.log_archive")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(at(json, "aws_s3_bucket_logging.log_archive")).toMatchObject({
      target_bucket: "strata-dev-access-logs",
      target_prefix: "strata-test-log-archive-111122223333-us-east-1/",
    });
  });

  test("refuses plain HTTP, and takes logs from the delivery service of its own account only", () => {
    const statements = statementsOf(at(archive(), "aws_s3_bucket_policy.log_archive").policy);
    expect(statements.RefusePlainHttp).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    for (const sid of ["DeliverVendedLogs", "CheckBeforeDelivery"]) {
      expect(statements[sid]).toMatchObject({
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:*" },
        },
      });
    }
    expect(statements.DeliverVendedLogs?.Resource).toBe("${aws_s3_bucket.log_archive.arn}/AWSLogs/111122223333/*");
  });
});

test("the access log bucket uses the only encryption S3 delivers access logs to, and logs nobody in turn", () => {
  const json = probe((stack) => {
    new AccessLogBucket(stack, "access-logs", {
      site: testSite(stack),
      purpose: "access-logs",
      glacierAfterDays: 30,
      retentionDays: 90,
    });
  });
  expect(at(json, "aws_s3_bucket_server_side_encryption_configuration.access_logs").rule).toEqual([
    { apply_server_side_encryption_by_default: { sse_algorithm: "AES256" }, bucket_key_enabled: false },
  ]);
  expect(json.resource).not.toHaveProperty("aws_s3_bucket_logging");
  expect(statementsOf(at(json, "aws_s3_bucket_policy.access_logs").policy).DeliverServerAccessLogs).toMatchObject({
    Principal: { Service: "logging.s3.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  });
});
