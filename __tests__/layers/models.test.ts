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
      features: { orders_30d: { type: "integer", pii: "none" } },
    },
  },
  models: {
    propensity: {
      description: "Predicts orders.",
      owner: "growth",
      riskTier: "limited",
      learnsFrom: "features.customer",
      inputs: ["orders_30d"],
      label: { feature: "orders_30d", atLeast: 1, afterDays: 30 },
      approval: { metric: "auc", atLeast: 0.7 },
      jobs: {},
      serving: { on: "sagemaker", mode: "real-time" },
      monitors: { dataQuality: true, modelQuality: true, explainability: true },
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
