import { z } from "zod";
import { jobType } from "./model-jobs-config";

/** How monitors of models run. */
export const modelMonitoringConfig = z
  .strictObject({
    everyHours: z
      .literal([1, 2, 3, 4, 6, 8, 12, 24])
      .describe("Hours between two runs of a monitor: 1, 2, 3, 4, 6, 8, 12 or 24."),
    instanceType: jobType.describe("Instance that a monitor runs on, as in ml.m5.xlarge."),
    maxMinutes: z
      .int()
      .min(5)
      .max(60)
      .describe("Longest run of a monitor, in minutes. 5 to 60: the next one waits for it."),
    retrain: z.boolean().describe("Whether a violation starts the pipeline of the model."),
  })
  .describe("How monitors of models run.");

/** What is watched about one model. */
export const monitorsConfig = z
  .strictObject({
    dataQuality: z.boolean().default(true).describe("Whether inputs look like those that the model was trained on."),
    modelQuality: z.boolean().default(true).describe("Whether predictions come true, once the labels are known."),
    bias: z
      .strictObject({
        facet: z.string().describe("Input that distinguishes the groups."),
        values: z
          .array(z.union([z.string(), z.number()]))
          .min(1)
          .max(20)
          .describe("Values of the group that must not be worse off, in any order. Of a number: the least one."),
      })
      .optional()
      .describe("Whether one group is worse off than the others. Required in tier production."),
    explainability: z
      .boolean()
      .default(true)
      .describe("Whether the same inputs count as much as they did in training."),
  })
  .describe("Monitors of the model. All but bias when absent.");

export const modelMonitoringDefaults = {
  sandbox: { everyHours: 24, instanceType: "ml.m5.large", maxMinutes: 30, retrain: false },
  nonproduction: { everyHours: 24, instanceType: "ml.m5.xlarge", maxMinutes: 60, retrain: false },
  production: { everyHours: 6, instanceType: "ml.m5.xlarge", maxMinutes: 60, retrain: false },
} as const;
