import { z } from "zod";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { bedrockConfig, bedrockDefaults } from "./bedrock-config";
import { modelsConfig } from "./models-config";

/** The `ai` section of an environment file: one file for each part. */
export const aiConfig = z
  .strictObject({
    models: modelsConfig,
    bedrock: bedrockConfig,
  })
  .describe("Models, what they learn from, and applications of language models.");

export const aiDefaults = {
  sandbox: {
    models: {},
    bedrock: bedrockDefaults.sandbox,
  },
  nonproduction: {
    models: {},
    bedrock: bedrockDefaults.nonproduction,
  },
  production: {
    models: {},
    bedrock: bedrockDefaults.production,
  },
} satisfies TierDefaults<typeof aiConfig>;

/** What the ai layer takes from an environment. */
export type AiEnvironment = EnvironmentFrame & {
  readonly ai: z.infer<typeof aiConfig>;
  readonly primary?: AiEnvironment;
};
