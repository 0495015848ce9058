import { expect, test } from "vitest";
import { QualityEvaluation } from "../../../modules/catalog/quality-evaluation";
import type { ScheduleTiming } from "../../../modules/events/schedule";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { lakeKey, prefixOf } from "./support";

const glue = "arn:aws:glue:us-east-1:111122223333";
const streamsKey = testKey("streams");

const synth = (changes: Partial<ScheduleTiming> = {}) =>
  probe((stack) => {
    new QualityEvaluation(stack, "quality", {
      site: testSite(stack),
      purpose: "orders",
      rulesetName: "strata-test-orders",
      table: { databaseName: "strata_test_processed", tableName: "orders" },
      data: { ...prefixOf("processed", "orders/"), kmsKeyArn: lakeKey },
      schedule: { expression: "cron(0 4 * * ? *)", kmsKeyArn: streamsKey, ...changes },
    });
  });

test("holds exactly these resources", () => {
  expect(typesOf(synth())).toEqual({
    aws_cloudwatch_log_group: 2,
    aws_iam_role: 2,
    aws_iam_role_policy: 2,
    aws_scheduler_schedule: 1,
    aws_scheduler_schedule_group: 1,
    aws_sqs_queue: 1,
    aws_sqs_queue_policy: 1,
  });
});

test("starts one run of the ruleset for the table at its time, which logs where the platform keeps logs", () => {
  const schedule = at(synth(), "aws_scheduler_schedule.quality");
  expect(schedule).toMatchObject({
    schedule_expression: "cron(0 4 * * ? *)",
    state: "ENABLED",
    kms_key_arn: streamsKey,
    target: {
      arn: "arn:aws:scheduler:::aws-sdk:glue:startDataQualityRulesetEvaluationRun",
      role_arn: "${aws_iam_role.quality_start.arn}",
    },
  });
  expect(JSON.parse((schedule.target as { input: string }).input)).toEqual({
    DataSource: { GlueTable: { DatabaseName: "strata_test_processed", TableName: "orders" } },
    Role: "${aws_iam_role.quality.arn}",
    RulesetNames: ["strata-test-orders"],
    NumberOfWorkers: 2,
    Timeout: 60,
    ClientToken: "<aws.scheduler.execution-id>",
    AdditionalRunOptions: { CloudWatchMetricsEnabled: true, CustomLogGroupPrefix: "/strata/test/glue/quality-orders" },
  });
  expect(at(synth(), "aws_cloudwatch_log_group.quality_error").name).toBe("/strata/test/glue/quality-orders/error");
  expect(at(synth(), "aws_cloudwatch_log_group.quality_output").name).toBe("/strata/test/glue/quality-orders/output");
});

test("can rest", () => {
  const resting = at(synth({ enabled: false }), "aws_scheduler_schedule.quality");
  expect(resting).toMatchObject({ state: "DISABLED", lifecycle: { ignore_changes: ["state"] } });
  expect(at(synth(), "aws_scheduler_schedule.quality")).not.toHaveProperty("lifecycle");
});

test("evaluates with a role that reads this table and writes none", () => {
  const role = JSON.parse(String(at(synth(), "aws_iam_role.quality").assume_role_policy));
  expect(role.Statement).toMatchObject([{ Principal: { Service: "glue.amazonaws.com" } }]);
  const statements = statementsOf(at(synth(), "aws_iam_role_policy.quality_role").policy);
  expect(statements.ReadData?.Resource).toBe("arn:aws:s3:::strata-test-lake-processed/orders/*");
  expect(statements.ReadTable?.Resource).toEqual([
    `${glue}:catalog`,
    `${glue}:database/strata_test_processed`,
    `${glue}:table/strata_test_processed/orders`,
    `${glue}:database/default`,
  ]);
  expect(statements.Evaluate?.Resource).toBe(`${glue}:dataQualityRuleset/strata-test-orders`);
  const actions = Object.values(statements).flatMap((statement) => [statement?.Action].flat());
  expect(actions.filter((action) => /Create|Delete|Update|Put/.test(String(action)))).toEqual([
    "cloudwatch:PutMetricData",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]);
});

test("starts it with a role that may hand over this one role, to Glue only", () => {
  const trust = JSON.parse(String(at(synth(), "aws_iam_role.quality_start").assume_role_policy));
  expect(trust.Statement).toMatchObject([
    {
      Principal: { Service: "scheduler.amazonaws.com" },
      Condition: {
        ArnLike: {
          "aws:SourceArn": "arn:aws:scheduler:us-east-1:111122223333:schedule-group/strata-test-quality-orders",
        },
      },
    },
  ]);
  const statements = statementsOf(at(synth(), "aws_iam_role_policy.quality_start").policy);
  expect(statements.HandOverRole).toMatchObject({
    Action: "iam:PassRole",
    Resource: "${aws_iam_role.quality.arn}",
    Condition: { StringEquals: { "iam:PassedToService": "glue.amazonaws.com" } },
  });
  expect(statements.ReadSchedule).toMatchObject({
    Action: "kms:Decrypt",
    Resource: streamsKey,
    Condition: { StringEquals: { "kms:ViaService": "scheduler.us-east-1.amazonaws.com" } },
  });
});

test("keeps starts that failed in a queue that only this role may fill", () => {
  const json = synth();
  const queue = "${aws_sqs_queue.quality_failed.arn}";
  expect(at(json, "aws_scheduler_schedule.quality").target).toMatchObject({ dead_letter_config: { arn: queue } });
  expect(at(json, "aws_sqs_queue.quality_failed")).toMatchObject({
    name: "strata-test-quality-orders-failed",
    kms_master_key_id: streamsKey,
  });
  const { RefuseOthers } = statementsOf(at(json, "aws_sqs_queue_policy.quality_failed").policy);
  expect(RefuseOthers?.Condition?.ArnNotEquals).toEqual({
    "aws:PrincipalArn": [`arn:aws:iam::111122223333:role/${at(json, "aws_iam_role.quality_start").name}`],
  });
  const { KeepFailedStarts, EncryptFailedStarts } = statementsOf(at(json, "aws_iam_role_policy.quality_start").policy);
  expect(KeepFailedStarts).toMatchObject({ Action: "sqs:SendMessage", Resource: queue });
  expect(EncryptFailedStarts).toMatchObject({ Resource: streamsKey });
});
