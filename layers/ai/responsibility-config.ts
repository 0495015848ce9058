import { z } from "zod";
import { plainName } from "../../platform/plain-name";

/** Who answers for a model or an application of the ai layer, and how much harm it can do. */
export const responsibility = {
  owner: plainName(2, 32)
    .optional()
    .describe("Team that answers for it. Becomes the tag `owner`. Required in tier production."),
  riskTier: z
    .enum(["minimal", "limited", "high"])
    .optional()
    .describe(
      "How much harm wrong answers can do to people: minimal (none), limited (people know that they deal with a machine), " +
        "high (decides about work, credit, health or access to services). Becomes the tag `risk-tier`. Required in tier " +
        "production.",
    ),
};

export interface Responsibility {
  readonly owner?: string;
  readonly riskTier?: "minimal" | "limited" | "high";
}

/** Tags that say who answers for a thing. Those of the provider hold where nothing is said. */
export function tagsOf({ owner, riskTier }: Responsibility): Record<string, string> {
  return { ...(owner && { owner }), ...(riskTier && { "risk-tier": riskTier }) };
}
