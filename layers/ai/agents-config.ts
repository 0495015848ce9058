import { z } from "zod";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";
import { responsibility } from "./responsibility-config";

const agent = z.strictObject({
  ...responsibility,
  description: z.string().min(8).max(200).describe("What the agent is for. 8 to 200 characters."),
  instruction: z
    .string()
    .min(40)
    .max(20_000)
    .describe(
      "Instructions: what the agent does, how, and what it must not do. 40 to 20000 characters (Bedrock API, CreateAgent).",
    ),
  model: z.string().describe("Model of the agent: a name of ai.bedrock.models."),
  guardrail: z.string().describe("Guardrail of questions and answers: a name of ai.bedrock.guardrails."),
  knowledgeBase: z
    .string()
    .optional()
    .describe(
      "What the agent looks things up in: a name of ai.bedrock.knowledgeBases, with the audience everybody. Nothing when absent.",
    ),
  idleMinutes: z
    .int()
    .min(1)
    .max(60)
    .default(10)
    .describe("Minutes that an idle session keeps its conversation. 1 to 60, 10 when absent."),
  actions: z
    .strictObject({
      openapi: z
        .string()
        .regex(/^functions\/[a-z0-9-]+\/[\w.-]+\.yaml$/, "a YAML file in the folder of a function")
        .describe("OpenAPI document of what the agent can do, as in functions/document-actions/openapi.yaml."),
      to: reference(["functions"], "Function that does it."),
    })
    .describe("Actions of the agent."),
});

/** The agents of an environment by name. */
export const agentsConfig = z
  .record(plainName(2, 20), agent)
  .describe("Agents of Bedrock by name: a model that decides which actions a question takes.");

export type AgentConfig = z.infer<typeof agent>;
