import type { AiEnvironment } from "./config";
import type { ModelConfig } from "./models-config";

/** What holds for a model: what it says itself, and what all models have. */
export function jobsOf({ ai }: AiEnvironment, { jobs }: ModelConfig) {
  return { ...ai.modelJobs, ...jobs };
}

/** How a model is served. */
export function servingOf({ ai }: AiEnvironment, { serving }: ModelConfig) {
  const common = ai.modelServing;
  return {
    ...common,
    ...serving,
    instances: { ...common.instances, ...serving.instances },
    rollout: { ...common.rollout, ...serving.rollout },
  };
}

/** What cards of the versions of a model say of it (functions/operate-models/card.ts). */
export function cardFactsOf(model: ModelConfig, keyArn: string) {
  const { description, owner, riskTier, learnsFrom, label, approval, monitors } = model;
  const { feature, atLeast, afterDays } = label;
  return {
    keyArn,
    description,
    owner,
    riskTier,
    learnsFrom,
    inputs: inputsOf(model),
    label: `${feature} is ${atLeast} or more after ${afterDays} days`,
    approval: { metric: approval.metric, atLeast: approval.atLeast },
    facet: monitors.bias?.facet,
  };
}

/** Inputs in the order in which the model takes them: that of the file means nothing. */
export function inputsOf({ inputs }: ModelConfig): string[] {
  return [...inputs].sort();
}
