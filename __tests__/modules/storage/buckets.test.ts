import { describe, expect, test } from "vitest";
import { AccessLogBucket } from "../../../modules/storage/access-log-bucket";
import { LogBucket, type LogBucketProps } from "../../../modules/storage/log-bucket";
import { configurationHistory, flowLogs, trailEvents } from "../../../modules/storage/log-writers";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const account = "111122223333";
const retention = { objectLock: "compliance", retentionDays: 2557, glacierAfterDays: 90 } as const;
const props: Omit<LogBucketProps, "site"> = {
  purpose: "log-archive",
  kmsKeyArn: testKey("logs"),
  writer: trailEvents(account, "arn:aws:cloudtrail:us-east-1:111122223333:trail/strata-dev-trail"),
  accessLogsBucket: "strata-dev-access-logs",
  retention,
};
const archive = (changes: Partial<LogBucketProps> = {}) =>
  probe((stack) => {
    new LogBucket(stack, "log-archive", { site: testSite(stack), ...props, ...changes });
  });

describe("a bucket of logs", () => {
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
    expect(at(archive(), "aws_s3_bucket.log_archive").force_destroy).toBe(false);
    expect(at(archive(), "aws_s3_bucket_object_lock_configuration.log_archive").rule).toEqual({
      default_retention: { mode: "COMPLIANCE", days: 2557 },
    });
    expect(at(archive(), "aws_s3_bucket_lifecycle_configuration.log_archive").rule).toMatchObject([
      { expiration: [{ days: 2557 }], transition: [{ days: 90, storage_class: "GLACIER_IR" }] },
    ]);
  });

  test("without object lock has no lock configuration", () => {
    const json = archive({ retention: { ...retention, objectLock: "none" } });
    expect(json.resource).not.toHaveProperty("aws_s3_bucket_object_lock_configuration");
  });

  test("is the same bucket with and without a lock: the provider replaces a bucket whose own switch changes", () => {
    const [none, ...locked] = (["none", "governance", "compliance"] as const).map((objectLock) =>
      at(archive({ retention: { ...retention, objectLock } }), "aws_s3_bucket.log_archive"),
    );
    expect(none).not.toHaveProperty("object_lock_enabled");
    for (const bucket of locked) expect(bucket).toEqual(none);
    // The lock is turned on where versioning is on already, as AWS asks for.
    expect(at(archive(), "aws_s3_bucket_object_lock_configuration.log_archive").depends_on).toEqual([
      "aws_s3_bucket_versioning.log_archive",
    ]);
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

  test("refuses plain HTTP, and takes what its one writer writes", () => {
    const statements = statementsOf(at(archive(), "aws_s3_bucket_policy.log_archive").policy);
    expect(Object.keys(statements)).toEqual(["RefusePlainHttp", "CheckBeforeTrail", "DeliverTrail"]);
    expect(statements.RefusePlainHttp).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(statements.DeliverTrail).toMatchObject({
      Resource: "${aws_s3_bucket.log_archive.arn}/AWSLogs/111122223333/*",
      Condition: {
        StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111122223333:trail/strata-dev-trail" },
      },
    });
  });

  test("accepts flow logs of its account and region only, with the statements that AWS would write", () => {
    const json = archive({ writer: flowLogs(account, "us-east-1") });
    const { AWSLogDeliveryWrite, AWSLogDeliveryAclCheck } = statementsOf(
      at(json, "aws_s3_bucket_policy.log_archive").policy,
    );
    for (const statement of [AWSLogDeliveryWrite, AWSLogDeliveryAclCheck]) {
      expect(statement).toMatchObject({
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:*` },
        },
      });
    }
    expect(AWSLogDeliveryWrite?.Resource).toBe(
      "${aws_s3_bucket.log_archive.arn}/AWSLogs/aws-account-id=111122223333/*",
    );
  });

  test("accepts the AWS Config history of its account only", () => {
    const json = archive({ writer: configurationHistory(account) });
    const { CheckBeforeConfig, DeliverConfig } = statementsOf(at(json, "aws_s3_bucket_policy.log_archive").policy);
    for (const statement of [CheckBeforeConfig, DeliverConfig]) {
      expect(statement).toHaveProperty(["Condition", "StringEquals", "aws:SourceAccount"], account);
    }
    expect(DeliverConfig?.Resource).toBe("${aws_s3_bucket.log_archive.arn}/AWSLogs/111122223333/Config/*");
  });
});

test("the access log bucket uses the only encryption S3 delivers access logs to, and has no access logs", () => {
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
