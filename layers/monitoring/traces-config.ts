import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

/** The `traces` of the `monitoring` section. */
export const tracesConfig = z
  .strictObject({
    samplePercent: z
      .number()
      .min(0)
      .max(100)
      .describe("Share of requests that are traced, in percent, beyond the first each second. 0 to 100."),
  })
  .describe("AWS X-Ray.");

export const tracesDefaults = {
  sandbox: { samplePercent: 100 },
  nonproduction: { samplePercent: 20 },
  production: { samplePercent: 5 },
} satisfies TierDefaults<typeof tracesConfig>;
