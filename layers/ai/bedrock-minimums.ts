import type { Strength } from "../../modules/bedrock/guardrail-policy";
import type { PerTier } from "../../platform/minimums";

/** Strengths that the filters of a guardrail may have, the weakest first. */
export const acceptedStrengths: PerTier<readonly Strength[]> = {
  sandbox: ["low", "medium", "high"],
  nonproduction: ["medium", "high"],
  production: ["high"],
};

/** What they are for. */
export const whyStrengths = "filters as strong as the tier asks for";
