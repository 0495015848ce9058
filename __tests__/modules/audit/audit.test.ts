import { describe, expect, test } from "vitest";
import { ConfigurationRecorder } from "../../../modules/audit/configuration-recorder";
import { managedRules } from "../../../modules/audit/managed-rules";
import { Trail, trailArn } from "../../../modules/audit/trail";
import { LogBucket, type LogBucketProps } from "../../../modules/storage/log-bucket";
import { configurationHistory, trailEvents } from "../../../modules/storage/log-writers";
import { testKey, testSite } from "../../support/site";
import { at, type ProbeStack, probe, statementsOf, typesOf } from "../../support/synthesis";

const account = "111122223333";
const region = "us-east-1";
const kmsKeyArn = testKey("logs");
const bucketOf = (stack: ProbeStack, purpose: string, writer: LogBucketProps["writer"]) =>
  new LogBucket(stack, purpose, {
    site: testSite(stack),
    purpose,
    kmsKeyArn,
    writer,
    accessLogsBucket: "strata-test-access-logs",
    retention: { objectLock: "none", retentionDays: 90, glacierAfterDays: 30 },
  });

const trail = (managementEvents: boolean) =>
  probe((stack) => {
    new Trail(stack, "trail", {
      site: testSite(stack),
      archive: bucketOf(stack, "log-archive", trailEvents(account, trailArn(region, account, "strata-test-trail"))),
      managementEvents,
      dataEvents: { "AWS::S3::Object": ["arn:aws:s3:::strata-test-lake-"] },
    });
  });

describe("the trail", () => {
  test("records all regions, proves its files were not changed, and is encrypted", () => {
    expect(at(trail(true), "aws_cloudtrail.trail")).toMatchObject({
      name: "strata-test-trail",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      kms_key_id: kmsKeyArn,
      insight_selector: [{ insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }],
    });
  });

  test("records reads and writes of the given data", () => {
    const { advanced_event_selector: selectors } = at(trail(true), "aws_cloudtrail.trail");
    expect(selectors).toContainEqual({
      name: "Data events of AWS::S3::Object",
      field_selector: [
        { field: "eventCategory", equals: ["Data"] },
        { field: "resources.type", equals: ["AWS::S3::Object"] },
        { field: "resources.ARN", starts_with: ["arn:aws:s3:::strata-test-lake-"] },
      ],
    });
  });

  test("lets CloudTrail assume its role without a source, which it does not send", () => {
    const { AssumedByService } = statementsOf(at(trail(true), "aws_iam_role.trail").assume_role_policy);
    expect(AssumedByService?.Principal).toEqual({ Service: "cloudtrail.amazonaws.com" });
    expect(AssumedByService).not.toHaveProperty("Condition");
  });

  test("records only data events if another trail records all regions", () => {
    const json = at(trail(false), "aws_cloudtrail.trail");
    expect(json).toMatchObject({ is_multi_region_trail: false, include_global_service_events: false });
    expect(JSON.stringify(json.advanced_event_selector)).not.toContain("Management");
    expect(json).not.toHaveProperty("insight_selector");
  });

  test("waits for the bucket policy that lets this very trail write", () => {
    const json = trail(true);
    expect(at(json, "aws_cloudtrail.trail").depends_on).toEqual(["aws_s3_bucket_policy.log_archive"]);
    const { DeliverTrail } = statementsOf(at(json, "aws_s3_bucket_policy.log_archive").policy);
    expect(DeliverTrail).toMatchObject({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceArn": `arn:aws:cloudtrail:${region}:${account}:trail/strata-test-trail` },
      },
    });
  });
});

describe("the configuration recorder", () => {
  const json = (globalResources: boolean) =>
    probe((stack) => {
      const bucket = bucketOf(stack, "log-config", configurationHistory(account));
      new ConfigurationRecorder(stack, "config", {
        site: testSite(stack),
        bucket,
        globalResources,
      });
    });

  test("records everything, is switched on, and delivers to its bucket", () => {
    expect(typesOf(json(true))).toMatchObject({
      aws_config_configuration_recorder: 1,
      aws_config_configuration_recorder_status: 1,
      aws_config_conformance_pack: 1,
      aws_config_delivery_channel: 1,
    });
    expect(at(json(true), "aws_config_configuration_recorder.config").recording_group).toEqual({
      all_supported: true,
      include_global_resource_types: true,
    });
    expect(at(json(true), "aws_config_configuration_recorder_status.config").is_enabled).toBe(true);
    expect(at(json(true), "aws_config_delivery_channel.config").s3_bucket_name).toBe("${aws_s3_bucket.log_config.id}");
  });

  test("leaves global resources to one region of the account", () => {
    expect(at(json(false), "aws_config_configuration_recorder.config").recording_group).toMatchObject({
      include_global_resource_types: false,
    });
  });

  test("measures against every managed rule, in a pack CloudFormation reads", () => {
    const body = JSON.parse(String(at(json(true), "aws_config_conformance_pack.config").template_body));
    const identifiers = Object.values(body.Resources as Record<string, { Properties: { Source: unknown } }>).map(
      ({ Properties }) => Properties.Source,
    );
    expect(identifiers).toEqual(Object.values(managedRules).map((rule) => ({ Owner: "AWS", SourceIdentifier: rule })));
    // CloudFormation wants letters and digits only.
    for (const id of Object.keys(body.Resources)) expect(id).toMatch(/^[A-Z][A-Za-z0-9]*$/);
  });
});
