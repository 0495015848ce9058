import { z } from "zod";
import { scheduleMistake } from "../../modules/catalog/glue-schedule";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";
import { approvalConfig, jobType, labelConfig, ownJobsConfig, tuningConfig } from "./model-jobs-config";
import { monitorsConfig } from "./model-monitors-config";
import { ownServingConfig } from "./model-serving-config";
import { responsibility } from "./responsibility-config";

const batchConfig = z
  .strictObject({
    schedule: z
      .string()
      .superRefine((text, context) => {
        const message = scheduleMistake(text);
        if (message) context.addIssue({ code: "custom", message });
      })
      .describe('When all records are scored, in UTC, as in "cron(0 5 * * ? *)".'),
    instanceType: jobType.optional().describe("Instance of the transform. That of the model's jobs when absent."),
    instances: z.int().min(1).max(20).default(1).describe("Instances of the transform. 1 to 20."),
    maxMinutes: z
      .int()
      .min(10)
      .max(1440)
      .describe("Minutes after which a run is stopped: with instances, the most that a run costs. 10 to 1440."),
  })
  .describe("Scores all records on a schedule, into a table of the lake. Not at all when absent.");

/** A model that the platform trains and serves, as an environment file declares it. */
const modelConfig = z.strictObject({
  description: z.string().min(8).max(200).describe("What the model predicts, and for whom. 8 to 200 characters."),
  ...responsibility,
  learnsFrom: reference(["features"], "Feature group that the model learns from, as in features.customer."),
  inputs: z
    .array(z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, "the name of a feature"))
    .min(1)
    .max(200)
    .describe("Features of the group that the model sees. In any order: it takes them in alphabetical order."),
  label: labelConfig,
  jobs: ownJobsConfig.default({}),
  tuning: tuningConfig.optional(),
  approval: approvalConfig,
  serving: ownServingConfig.prefault({}),
  batch: batchConfig.optional(),
  monitors: monitorsConfig.prefault({}),
});

const modelName = plainName(2, 24);

/** The models of an environment by name. */
export const modelsConfig = z
  .record(modelName, modelConfig)
  .describe("Models that the platform trains, registers, serves and watches, by name.");

export type ModelConfig = z.infer<typeof modelConfig>;
