import { describe, expect, test } from "vitest";
import { QueryWorkgroup, type QueryWorkgroupProps } from "../../../modules/query/query-workgroup";
import type { Site } from "../../../platform/site";
import { testKey, testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";
import { account, answer, sent } from "../../support/uploads";

const key = testKey("lake");
const build = (changes: Partial<QueryWorkgroupProps> = {}, site: Partial<Site> = {}) =>
  probe((stack) => {
    new QueryWorkgroup(stack, "query", {
      site: testSite(stack, site),
      kmsKeyArn: key,
      accessLogsBucket: "strata-test-access-logs",
      scanLimitGiB: 100,
      resultDays: 7,
      ...changes,
    });
  });

describe("the workgroup", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(build())).toEqual({
      aws_athena_workgroup: 1,
      aws_s3_bucket: 1,
      aws_s3_bucket_lifecycle_configuration: 1,
      aws_s3_bucket_logging: 1,
      aws_s3_bucket_notification: 1,
      aws_s3_bucket_ownership_controls: 1,
      aws_s3_bucket_policy: 1,
      aws_s3_bucket_public_access_block: 1,
      aws_s3_bucket_server_side_encryption_configuration: 1,
      aws_s3_bucket_versioning: 1,
    });
  });

  test("lets no client choose another location, key or limit", () => {
    expect(at(build(), "aws_athena_workgroup.query")).toMatchObject({
      name: "strata-test-lake",
      force_destroy: false,
      configuration: {
        enforce_workgroup_configuration: true,
        publish_cloudwatch_metrics_enabled: true,
        bytes_scanned_cutoff_per_query: 107374182400,
        engine_version: { selected_engine_version: "Athena engine version 3" },
        result_configuration: {
          output_location: "s3://${aws_s3_bucket.query_results.id}/results/",
          expected_bucket_owner: account,
          encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: key },
        },
      },
    });
  });

  test("counts the scan limit in whole bytes", () => {
    const { configuration } = at(build({ scanLimitGiB: 0.01 }), "aws_athena_workgroup.query");
    expect(configuration).toMatchObject({ bytes_scanned_cutoff_per_query: 10737418 });
  });

  test("is deleted with its results without protection", () => {
    const json = build({}, { deletionProtection: false });
    expect(at(json, "aws_athena_workgroup.query").force_destroy).toBe(true);
    expect(at(json, "aws_s3_bucket.query_results").force_destroy).toBe(true);
  });
});

describe("results", () => {
  const policy = "aws_s3_bucket_policy.query_results";

  test("are restricted, and gone after some days", () => {
    const json = build();
    expect(at(json, "aws_s3_bucket.query_results")).toMatchObject({
      bucket: "strata-test-lake-results-111122223333-us-east-1",
      force_destroy: false,
      tags: { classification: "restricted" },
    });
    expect(at(json, "aws_s3_bucket_lifecycle_configuration.query_results").rule).toMatchObject([
      { expiration: [{ days: 7 }], noncurrent_version_expiration: [{ noncurrent_days: 1 }] },
    ]);
  });

  test("are written with the rights of the principal that queries, as the workgroup configures Athena", async () => {
    expect(await answer(build(), policy, { role: "strata-test-ai-engineer", context: sent.sseKms(key) })).toBe(
      "allowed",
    );
  });

  test.each([
    ["under another key", { context: sent.sseKms(testKey("other")) }, "RefuseOtherKeys"],
    ["without KMS", { context: sent.sse("AES256") }, "RefuseOtherEncryption"],
    ["over TLS 1.1", { context: sent.tls11 }, "RefuseOldTls"],
    ["from another account", { account: "444455556666" }, "RefuseOtherAccounts"],
  ])("%s are refused", async (_, call, sid) => {
    expect(await answer(build(), policy, call)).toBe(sid);
  });
});
