import { type Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import type { Application, Model } from "./application";
import type { Intervention } from "./bedrock";
import type { Cost, Usage } from "./costs";

/** What of an answer is counted. */
export interface Counted {
  readonly model: Model;
  readonly usage: Usage;
  readonly blocked: boolean;
  readonly intervention: Intervention;
}

/** Counts answers: numbers only, never what was asked or answered. The alarms of the platform watch these names. */
export function counterOf(
  metrics: { addMetric(...metric: Parameters<Metrics["addMetric"]>): void },
  { models }: Application,
) {
  return ({ usage, blocked, model, intervention }: Counted, { microUsd }: Cost): void => {
    const isUngrounded = intervention.policies.includes("contextualGroundingPolicy");
    metrics.addMetric("Answers", MetricUnit.Count, 1);
    metrics.addMetric("Interventions", MetricUnit.Count, blocked ? 1 : 0);
    metrics.addMetric("UngroundedAnswers", MetricUnit.Count, isUngrounded ? 1 : 0);
    metrics.addMetric("FallbackAnswers", MetricUnit.Count, model === models[0] ? 0 : 1);
    metrics.addMetric("InputTokens", MetricUnit.Count, usage.inputTokens);
    metrics.addMetric("OutputTokens", MetricUnit.Count, usage.outputTokens);
    metrics.addMetric("CostMicroUsd", MetricUnit.NoUnit, microUsd);
    if (intervention.grounding !== undefined) {
      metrics.addMetric("GroundingPercent", MetricUnit.Percent, intervention.grounding * 100);
    }
  };
}
