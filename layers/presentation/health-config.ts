import { z } from "zod";
import { longestPath } from "../../modules/routing/path-patterns";
import type { TierDefaults } from "../../platform/environment";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

const check = z.strictObject({
  of: reference(["routes"], "Route whose service is asked."),
  path: z
    .string()
    .max(longestPath, `a path of at most ${longestPath} characters`)
    .regex(/^\/[\w\-./~]*$/, "a path without *, as in /health")
    .describe("Path that answers 200 while the service works. The answer is public."),
});

/** The `presentation.health` section of an environment file. */
export const healthConfig = z
  .strictObject({
    intervalSeconds: z
      .literal([10, 30])
      .describe("Seconds between two health checks: 10 or 30 (Route 53). 10 costs more."),
    failureThreshold: z
      .int()
      .min(1)
      .max(10)
      .describe("Consecutive failed checks until a region is unhealthy. 1 to 10 (Route 53)."),
    checks: z
      .record(plainName(2, 20), check)
      .describe(
        "What Route 53 asks each region for, by name: when one fails, users go to the other region. Only where another " +
          "environment recovers this one, whose checks are the same.",
      ),
  })
  .describe("Whether a region can serve users.");

const often = { intervalSeconds: 10 as const, failureThreshold: 3, checks: {} };

export const healthDefaults = {
  sandbox: { ...often, intervalSeconds: 30 as const },
  nonproduction: { ...often, intervalSeconds: 30 as const },
  production: often,
} satisfies TierDefaults<typeof healthConfig>;
