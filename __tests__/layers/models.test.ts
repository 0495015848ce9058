import { expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import type { Environment } from "../../layers/layers";
import { recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { at, statementsOf } from "../support/synthesis";

const ai: Environment["ai"] = {
  ...aiDefaults.production,
  features: {
    customer: {
      description: "What a customer did.",
      recordId: "customer_id",
      eventTime: "computed_at",
      features: { orders_30d: { type: "integer", pii: "none" }, spend_30d: { type: "number", pii: "none" } },
    },
  },
  models: {
    propensity: {
      description: "Predicts orders.",
      owner: "growth",
      riskTier: "limited",
      learnsFrom: "features.customer",
      inputs: ["orders_30d", "spend_30d"],
      label: { feature: "orders_30d", atLeast: 1, afterDays: 30 },
      approval: { metric: "auc", atLeast: 0.7 },
      jobs: {},
      serving: { on: "sagemaker", mode: "real-time" },
      monitors: {
        dataQuality: true,
        modelQuality: true,
        bias: { facet: "orders_30d", values: [1] },
        explainability: true,
      },
      batch: {
        schedule: "cron(0 6 * * ? *)",
        instanceType: "ml.m5.xlarge",
        maxMinutes: 30,
        usdPerHour: 0.23,
        usdPerMonth: 5,
      },
    },
  },
};

const built = layerOf("ai", ...recoveredPair("warm-standby", { ai }));

test("predictions in batches start on a schedule whose role starts that pipeline and nothing else", () => {
  const json = built("prod");
  expect(at(json, "aws_scheduler_schedule.model_propensity_batch")).toMatchObject({
    schedule_expression: "cron(0 6 * * ? *)",
    state: "ENABLED",
    target: { arn: "${aws_sagemaker_pipeline.model_propensity_batch.arn}" },
  });
  const { StartPredictions, ...others } = statementsOf(
    at(json, "aws_iam_role_policy.model_propensity_batch_start").policy,
  );
  expect(StartPredictions?.Resource).toBe("${aws_sagemaker_pipeline.model_propensity_batch.arn}");
  expect(Object.keys(others)).toEqual(["ReadSchedule", "KeepFailedStarts", "EncryptFailedStarts"]);
});

test("they rest in a recovery environment until somebody starts them", () => {
  expect(at(built("dr"), "aws_scheduler_schedule.model_propensity_batch")).toMatchObject({
    state: "DISABLED",
    lifecycle: { ignore_changes: ["state"] },
  });
});

test("they are a table of the processed zone with a partition for each day, in a folder that the model alone writes", () => {
  const json = built("prod");
  const table = at(json, "aws_glue_catalog_table.model_propensity_predictions");
  expect(table).toMatchObject({
    name: "predictions_propensity",
    parameters: { "projection.day.type": "date", "projection.day.range": "2026-01-01,NOW" },
    storage_descriptor: { location: expect.stringMatching(/\/predictions\/propensity\/$/) },
  });
  const { WritePredictions } = statementsOf(at(json, "aws_iam_role_policy.model_propensity_role").policy);
  expect(WritePredictions?.Resource).toMatch(/\/predictions\/propensity\/\*$/);
});

test("each monitor compares with constraints that deployments replace, and all measure what a version brings", () => {
  const json = built("prod");
  /** Names of the files that an object refers to. */
  const filesIn = (address: string) =>
    [...JSON.stringify(at(json, address)).matchAll(/aws_s3_object\.(\w+)\.key/g)].map(([, name]) =>
      String(at(json, `aws_s3_object.${name}`).key).replace("models/propensity/monitoring/", ""),
    );
  const monitor = (kind: string) => filesIn(`aws_cloudcontrolapi_resource.model_propensity_monitors_${kind}`);
  expect(filesIn("aws_sagemaker_data_quality_job_definition.model_propensity_monitors_data_quality").sort()).toEqual([
    "constraints.json",
    "statistics.json",
  ]);
  expect(monitor("model_quality")).toEqual(["quality-constraints.json"]);
  expect(monitor("bias").sort()).toEqual(["bias-constraints.json", "bias.json"]);
  expect(monitor("explainability").sort()).toEqual(["explainability-constraints.json", "explainability.json"]);
  for (const file of ["bias", "bias_constraints", "explainability", "explainability_constraints"]) {
    // Another apply leaves what a deployment has brought.
    expect(at(json, `aws_s3_object.model_propensity_${file}`)).toMatchObject({
      lifecycle: { ignore_changes: ["source", "source_hash"] },
    });
  }
});

test("the role of a model makes copies of it by their names, and its pipeline starts the job that asks one in the VPC", () => {
  const json = built("prod");
  const { AskCopyOfModel } = statementsOf(at(json, "aws_iam_role_policy.model_propensity_role").policy);
  const prefix = "arn:aws:sagemaker:us-east-1:111122223333";
  expect(AskCopyOfModel?.Resource).toEqual([
    `${prefix}:endpoint/strata-prod-propensity-why*`,
    `${prefix}:endpoint-config/strata-prod-propensity-why*`,
  ]);
  const { StartAnalyses } = statementsOf(at(json, "aws_iam_role_policy.model_propensity_pipeline_role").policy);
  expect(StartAnalyses).toMatchObject({
    Action: "sagemaker:CreateProcessingJob",
    Condition: {
      Bool: { "sagemaker:InterContainerTrafficEncryption": "true" },
      Null: { "sagemaker:VpcSecurityGroupIds": "false", "sagemaker:VpcSubnets": "false" },
    },
  });
});
