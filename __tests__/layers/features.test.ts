import { expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import type { StackJson } from "../../synthesized/stack";
import { recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { at, statementsOf } from "../support/synthesis";

const ai = {
  ...aiDefaults.production,
  features: {
    customer: {
      description: "What a customer did.",
      recordId: "customer_id",
      eventTime: "computed_at",
      job: { schedule: "cron(30 4 * * ? *)", workers: 3, timeoutMinutes: 60 },
      features: { email: { type: "text", pii: "direct" }, orders_30d: { type: "integer", pii: "none" } },
    },
  },
} as const;

const built = layerOf("ai", ...recoveredPair("warm-standby", { ai }));

const trigger = (json: StackJson) => at(json, "aws_glue_trigger.features_customer_job_start");

test("a job computes features from the table of events, in the data tier, and puts them into its group and no other", () => {
  const json = built("prod");
  expect(at(json, "aws_glue_job.features_customer_job")).toMatchObject({
    number_of_workers: 3,
    connections: [expect.stringContaining("job_connection_names"), expect.stringContaining("job_connection_names")],
    non_overridable_arguments: {
      "--group": "${aws_sagemaker_feature_group.features_customer.feature_group_name}",
      "--source": expect.stringMatching(/\/events\/$/),
    },
  });
  const statements = statementsOf(at(json, "aws_iam_role_policy.features_customer_job_role").policy);
  expect(statements.WriteFeaturesOfGroup?.Resource).toBe("${aws_sagemaker_feature_group.features_customer.arn}");
  expect(statements.ReadEvents?.Resource).toMatch(/\/events\/\*$/);
});

test("it rests in a recovery environment until somebody starts it", () => {
  expect(trigger(built("prod"))).toMatchObject({ enabled: true, schedule: "cron(30 4 * * ? *)" });
  expect(trigger(built("dr"))).toMatchObject({ enabled: false, lifecycle: { ignore_changes: ["enabled"] } });
});

test("a group is as sensitive as the feature that says most of a person", () => {
  expect(at(built("prod"), "aws_sagemaker_feature_group.features_customer").tags).toEqual({
    classification: "restricted",
  });
});
