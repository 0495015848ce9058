import { z } from "zod";
import { plainName } from "../../platform/plain-name";
import { responsibility } from "./responsibility-config";

/** A model that the platform trains and serves, as an environment file declares it. */
const modelConfig = z.strictObject({
  description: z.string().min(8).max(200).describe("What the model predicts, and for whom. 8 to 200 characters."),
  ...responsibility,
});

const modelName = plainName(2, 24);

/** The models of an environment by name. */
export const modelsConfig = z
  .record(modelName, modelConfig)
  .describe("Models that the platform trains, registers, serves and watches, by name.");

export type ModelConfig = z.infer<typeof modelConfig>;
