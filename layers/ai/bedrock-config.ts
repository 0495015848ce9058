import { z } from "zod";
import { bedrockModelsConfig } from "./bedrock-models-config";
import { guardrailsConfig } from "./guardrails-config";

/** The part of the `ai` section about Bedrock. */
export const bedrockConfig = z
  .strictObject({ models: bedrockModelsConfig, guardrails: guardrailsConfig })
  .describe("Amazon Bedrock: models, guardrails, knowledge bases and agents.");

const nothing = { models: {}, guardrails: {} };

export const bedrockDefaults = { sandbox: nothing, nonproduction: nothing, production: nothing };
