import { describe, expect, test } from "vitest";
import { EmrPublicAccessBlock } from "../../../modules/spark/public-access-block";
import { SparkApplication, type SparkApplicationProps } from "../../../modules/spark/spark-application";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { account, lake, permissionsBoundaryArn } from "./fixtures";

const application = (changes: Partial<SparkApplicationProps> = {}) =>
  probe((stack) => {
    new SparkApplication(stack, "spark", {
      site: testSite(stack),
      purpose: "spark",
      lake,
      placement: { subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-data" },
      maximumCapacity: { vcpu: 64, memoryGiB: 256, diskGiB: 1000 },
      ...changes,
    });
  });
const may = () => statementsOf(at(application(), "aws_iam_role_policy.spark_runtime_role").policy);

describe("the Spark application", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(application())).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_emrserverless_application: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
    });
  });

  test("starts with a job, stops without one, never grows beyond its capacity and keeps no worker waiting", () => {
    const block = at(application(), "aws_emrserverless_application.spark");
    expect(block).toMatchObject({
      name: "strata-test-spark",
      type: "spark",
      architecture: "ARM64",
      release_label: expect.stringMatching(/^emr-7\.\d+\.\d+$/),
      maximum_capacity: { cpu: "64 vCPU", memory: "256 GB", disk: "1000 GB" },
      auto_start_configuration: { enabled: true },
      auto_stop_configuration: { enabled: true, idle_timeout_minutes: 15 },
      interactive_configuration: { livy_endpoint_enabled: false, studio_enabled: false },
      network_configuration: { subnet_ids: ["subnet-1", "subnet-2"], security_group_ids: ["sg-data"] },
    });
    expect(block).not.toHaveProperty("initial_capacity");
    expect(block).not.toHaveProperty("image_configuration");
    expect(
      at(application({ idleMinutes: 60, releaseLabel: "emr-7.12.0" }), "aws_emrserverless_application.spark"),
    ).toMatchObject({ release_label: "emr-7.12.0", auto_stop_configuration: { idle_timeout_minutes: 60 } });
  });

  test("logs to a group with a key and an end", () => {
    expect(at(application(), "aws_cloudwatch_log_group.spark")).toMatchObject({
      name: "/strata/test/emr/spark",
      kms_key_id: testKey("logs"),
      retention_in_days: 400,
    });
  });

  test("has a runtime role, bounded, that EMR Serverless assumes as it documents", () => {
    const role = at(application(), "aws_iam_role.spark_runtime_role");
    expect(role).toMatchObject({ name: "strata-test-emr-spark", permissions_boundary: permissionsBoundaryArn });
    const { AssumedByService } = statementsOf(role.assume_role_policy);
    expect(AssumedByService?.Principal).toEqual({ Service: "emr-serverless.amazonaws.com" });
    expect(AssumedByService).not.toHaveProperty("Condition");
  });
});

describe("a job", () => {
  test("writes the processed zone and no other", () => {
    const writes = Object.values(may()).filter(({ Action }) =>
      [Action].flat().some((action) => /^s3:(Put|Delete|Abort)/.test(String(action))),
    );
    expect(writes.map(({ Resource }) => Resource)).toEqual(["arn:aws:s3:::processed/*"]);
  });

  test("reads both zones, and of the code only its own folder", () => {
    expect(may().ReadObjects?.Resource).toEqual([
      "arn:aws:s3:::raw/*",
      "arn:aws:s3:::processed/*",
      "arn:aws:s3:::artifacts/spark/*",
    ]);
    expect(may().FindCode?.Condition).toEqual({ StringLike: { "s3:prefix": "spark/*" } });
  });

  test("works on the tables of the given databases; the database Spark looks for first gets none", () => {
    const arn = (resource: string) => `arn:aws:glue:us-east-1:${account}:${resource}`;
    expect(may().WriteTables?.Resource).toEqual([
      arn("catalog"),
      arn("database/strata_test_lake_*"),
      arn("table/strata_test_lake_*/*"),
    ]);
    expect(may().FindDefaultDatabase).toMatchObject({
      Action: ["glue:CreateDatabase", "glue:GetDatabase"],
      Resource: [arn("catalog"), arn("database/default")],
    });
  });

  test("uses every key through a service, and writes to its own log group", () => {
    const keys = Object.values(may()).filter(({ Action }) => [Action].flat().some((one) => one?.startsWith("kms:")));
    expect(keys.map(({ Resource, Condition }) => [Resource, Condition?.StringEquals?.["kms:ViaService"]])).toEqual([
      [testKey("lake"), ["glue.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"]],
      [testKey("artifacts"), ["s3.us-east-1.amazonaws.com"]],
    ]);
    expect(may().WriteLogs?.Resource).toEqual([
      "${aws_cloudwatch_log_group.spark.arn}",
      "${aws_cloudwatch_log_group.spark.arn}:*",
    ]);
  });
});

test("the public access block spares no port, not even that of SSH", () => {
  const json = probe((stack) => {
    new EmrPublicAccessBlock(stack, "emr");
  });
  expect(json.resource).toMatchObject({
    aws_emr_block_public_access_configuration: { emr: { block_public_security_group_rules: true } },
  });
  expect(at(json, "aws_emr_block_public_access_configuration.emr")).not.toHaveProperty(
    "permitted_public_security_group_rule_range",
  );
});
