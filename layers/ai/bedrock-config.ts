import { z } from "zod";
import { agentsConfig } from "./agents-config";
import { bedrockModelsConfig } from "./bedrock-models-config";
import { guardrailsConfig } from "./guardrails-config";
import { knowledgeBasesConfig } from "./knowledge-bases-config";

/** The part of the `ai` section about Bedrock. */
export const bedrockConfig = z
  .strictObject({
    models: bedrockModelsConfig,
    guardrails: guardrailsConfig,
    knowledgeBases: knowledgeBasesConfig,
    redundantVectors: z
      .boolean()
      .describe(
        "Keep the vectors of knowledge bases in a second zone as well. It doubles the least that AWS bills. A change " +
          "replaces the knowledge bases, which start empty.",
      ),
    agents: agentsConfig,
  })
  .describe("Amazon Bedrock: models, guardrails, knowledge bases and agents.");

const nothing = { models: {}, guardrails: {}, knowledgeBases: {}, agents: {} };

export const bedrockDefaults = {
  sandbox: { ...nothing, redundantVectors: false },
  nonproduction: { ...nothing, redundantVectors: true },
  production: { ...nothing, redundantVectors: true },
};
