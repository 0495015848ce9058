import { z } from "zod";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";
import { batchConfig } from "./model-batch-config";
import { approvalConfig, labelConfig, ownJobsConfig, tuningConfig } from "./model-jobs-config";
import { monitorsConfig } from "./model-monitors-config";
import { ownServingConfig } from "./model-serving-config";
import { responsibility } from "./responsibility-config";

/** A model that the platform trains and serves, as an environment file declares it. */
const modelConfig = z.strictObject({
  description: z
    .string()
    .min(8)
    .max(200)
    .describe("What the model predicts, and for whom. 8 to 200 characters. Its registry keeps the first."),
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
  monitors: monitorsConfig.prefault({}),
  batch: batchConfig.optional(),
});

const modelName = plainName(2, 24);

/** The models of an environment by name. */
export const modelsConfig = z
  .record(modelName, modelConfig)
  .describe("Models that the platform trains, registers, serves and watches, by name.");

export type ModelConfig = z.infer<typeof modelConfig>;
