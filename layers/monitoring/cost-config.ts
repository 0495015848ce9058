import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

const usd = (what: string) => z.number().min(1).max(10_000_000).describe(`${what}, in US dollars.`);

const hour = (what: string) => z.int().min(0).max(23).describe(`Hour at which they ${what}, in UTC. 0 to 23.`);

/** The `cost` of the `monitoring` section. */
export const costConfig = z
  .strictObject({
    monthlyUsd: usd("What the environment may cost in a month"),
    byLayerUsd: z
      .partialRecord(
        z.enum(["security", "network", "data", "application", "ai", "presentation", "monitoring"]),
        usd("What the layer may cost in a month"),
      )
      .describe(
        "Monthly budgets of single layers, by the tag `layer`. They count every environment of the account: set them in " +
          "one. A layer that is absent has no budget.",
      ),
    anomalyUsd: usd("Smallest unusual cost that sends a notification"),
    watchServices: z
      .boolean()
      .optional()
      .describe(
        "Looks for unusual costs of each AWS service of the account, in one environment of the account. The " +
          "one that owns the account when absent.",
      ),
    activateTags: z
      .boolean()
      .describe(
        "Activates the platform's tags for cost allocation, where the environment owns the account. AWS refuses until " +
          "a day after the first apply, and in any account but the one that pays for the organization. Until then, " +
          "budgets by tag count nothing.",
      ),
    nights: z
      .strictObject({
        stopHourUtc: hour("stop, every day"),
        startHourUtc: hour("start, Monday to Friday"),
      })
      .optional()
      .describe(
        "Stops the database and the nodes of a sandbox at night and over the weekend. They run on when absent.",
      ),
  })
  .describe("Budgets and unusual costs.");

export const costDefaults = {
  sandbox: { monthlyUsd: 1500, byLayerUsd: {}, anomalyUsd: 50, activateTags: false },
  nonproduction: { monthlyUsd: 5000, byLayerUsd: {}, anomalyUsd: 100, activateTags: false },
  production: { monthlyUsd: 20_000, byLayerUsd: {}, anomalyUsd: 200, activateTags: false },
} satisfies TierDefaults<typeof costConfig>;
