import { describe, expect, test } from "vitest";
import { cardOf, cardSchema, reportOf } from "../../functions/operate-models/card";
import type { ModelEvent } from "../../functions/operate-models/event";
import { approval, facts, operation, packageArn, report } from "./operated-models";

describe("a model card", () => {
  const version = {
    name: "strata-dev-propensity",
    version: 3,
    packageArn,
    archive: "s3://artifacts/models/propensity/model.tar.gz",
    report: reportOf(report),
  };
  const registered: ModelEvent = { kind: "registered", model: "propensity", packageArn };

  test("says what the file says of the model, and what the evaluation measured", () => {
    const card = cardOf(facts, version);
    expect(cardSchema.safeParse(card).success).toBe(true);
    expect(card.model_overview).toMatchObject({ model_version: 3, model_owner: "growth" });
    expect(card.intended_uses).toMatchObject({
      intended_uses: "Predicts whether orders_30d is 1 or more after 30 days.",
      risk_rating: "Medium",
    });
    expect(card.evaluation_details[0].evaluation_observation).toBe("The auc is 0.81; 0.75 or more was asked for.");
    expect(card.evaluation_details[0].metric_groups[0].metric_data).toContainEqual({
      name: "auc",
      type: "number",
      value: 0.81,
    });
  });

  test("is refused where it does not fit SageMaker's schema, or the report lacks the metric of approval", () => {
    expect(() => cardOf({ ...facts, description: "x".repeat(1025) }, version)).toThrow("model_description");
    const approval = { metric: "recall", atLeast: 0.5 };
    expect(() => cardOf({ ...facts, approval }, version)).toThrow("expected recall in the report of version 3");
    expect(() => reportOf('{"examples": 1}')).toThrow("binary_classification_metrics");
  });

  test("is there before a version is approved, under the key of artifacts, and says later that it was", async () => {
    const { sagemaker, run } = operation();
    await run(registered);
    await run(registered);
    expect(sagemaker.updates).toEqual([]);
    expect(sagemaker.cards.get("strata-dev-propensity-v3")).toMatchObject({
      ModelCardStatus: "PendingReview",
      SecurityConfig: { KmsKeyId: facts.keyArn },
    });
    await run(approval);
    expect(sagemaker.cards.size).toBe(1);
    expect(sagemaker.cards.get("strata-dev-propensity-v3")?.ModelCardStatus).toBe("Approved");
  });
});
