import { z } from "zod";
import { scheduleMistake } from "../../modules/catalog/glue-schedule";
import { jobType } from "./model-jobs-config";

/** How a model scores all records of its group, again and again. */
export const batchConfig = z
  .strictObject({
    schedule: z
      .string()
      .superRefine((text, context) => {
        const message = scheduleMistake(text);
        if (message) context.addIssue({ code: "custom", message });
      })
      .describe("When it starts, in UTC, as in cron(0 6 * * ? *): after the job that computes the features."),
    instanceType: jobType.describe("Instance that it runs on, as in ml.m5.xlarge."),
    maxMinutes: z.int().min(5).max(1440).describe("Longest run, in minutes. It ends then, done or not. 5 to 1440."),
    usdPerHour: z
      .number()
      .positive()
      .max(1000)
      .describe("What an hour of the instance costs in the region, in US dollars (aws.amazon.com/sagemaker/pricing)."),
    usdPerMonth: z
      .number()
      .positive()
      .max(1_000_000)
      .describe("Most that the runs of a month may cost, in US dollars. A schedule that could cost more is an error."),
  })
  .describe("Predictions for all records of the group on a schedule, as a table of the lake. None when absent.");

export type BatchConfig = z.infer<typeof batchConfig>;
