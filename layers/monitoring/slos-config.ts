import { z } from "zod";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

/** Longest window of an objective, in days: CloudWatch keeps metrics by the hour for 455 days. */
const longestWindow = 455;

/** The `slos` of the `monitoring` section. */
export const slosConfig = z
  .record(
    plainName(2, 30),
    z
      .strictObject({
        of: reference(["functions", "services", "apis", "routes", "models"], "What the objective is for."),
        availabilityPercent: z
          .number()
          .min(50)
          .lt(100, "less than 100 %, which leaves no errors to spend: nothing could ever be released")
          .optional()
          .describe("Share of requests without an error of the server, in percent. 50 to less than 100."),
        latency: z
          .strictObject({
            percent: z
              .number()
              .min(50)
              .lt(100)
              .describe("Share of requests that are fast, in percent. 50 to less than 100."),
            belowMs: z.int().min(1).max(900_000).describe("Latency of a fast request, in milliseconds."),
          })
          .optional()
          .describe("How fast answers are. No objective when absent."),
        windowDays: z
          .int()
          .min(1)
          .max(longestWindow, `at most ${longestWindow} days: CloudWatch keeps metrics no longer`)
          .default(28)
          .describe("Length of the rolling window, in days. 1 to 455; four weeks when absent."),
      })
      .refine(({ availabilityPercent, latency }) => availabilityPercent !== undefined || latency !== undefined, {
        message: "an objective: availabilityPercent, latency or both",
      }),
  )
  .describe("Objectives by name. Each becomes alarms that go off when it spends its errors too fast.");

export type SlosConfig = z.infer<typeof slosConfig>;
