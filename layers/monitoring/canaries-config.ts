import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

/** The `canaries` of the `monitoring` section. */
export const canariesConfig = z
  .strictObject({
    everyMinutes: z.int().min(1).max(60).describe("Minutes between two runs of each. 1 to 60. Each run costs."),
    timeoutSeconds: z
      .int()
      .min(15)
      .max(840)
      .describe("Longest run, in seconds. 15 to 840 (CloudWatch Synthetics); less than the time between two runs."),
    checks: z
      .record(
        plainName(2, 20),
        z.strictObject({
          of: reference(["routes"], "Route to request, by its public host name."),
          path: z
            .string()
            .regex(/^\/[\w\-./~]*$/, "a path without *, as in /health")
            .describe("Path to request."),
          status: z.int().min(100).max(599).default(200).describe("Status of a good answer. 200 when absent."),
          webSocket: z.boolean().default(false).describe("Asks for a WebSocket. Off when absent."),
        }),
      )
      .describe("Requests of the canaries, by name."),
  })
  .describe("Canaries: scheduled requests from outside, as users make them.");

export type CanariesConfig = z.infer<typeof canariesConfig>;

export const canariesDefaults = {
  sandbox: { everyMinutes: 60, timeoutSeconds: 30, checks: {} },
  nonproduction: { everyMinutes: 15, timeoutSeconds: 30, checks: {} },
  production: { everyMinutes: 5, timeoutSeconds: 30, checks: {} },
} satisfies TierDefaults<typeof canariesConfig>;
