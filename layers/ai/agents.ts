import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent } from "../../modules/bedrock/agent";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { projectRoot } from "../../platform/root";
import type { AgentConfig } from "./agents-config";
import { type BedrockFoundation, type ModelCaller, modelOf } from "./bedrock";
import type { AiEnvironment } from "./config";
import type { KnowledgeBases } from "./knowledge-bases";
import { tagsOf } from "./responsibility-config";

/** What agents build on. */
export interface AgentFoundation extends BedrockFoundation {
  readonly knowledgeBases: KnowledgeBases;
}

/**
 * Agents by name. They cost nothing until a caller invokes them, and use the knowledge bases of the recovery strategy.
 * @returns their calls of models
 */
export function buildAgents(stack: LayerStack<AiEnvironment>, foundation: AgentFoundation): ModelCaller[] {
  return Object.entries(foundation.environment.ai.bedrock.agents).map(([name, config]) =>
    buildAgent(stack, foundation, name, config),
  );
}

function buildAgent(
  stack: LayerStack<AiEnvironment>,
  foundation: AgentFoundation,
  name: string,
  config: AgentConfig,
): ModelCaller {
  const { site, security, application, knowledgeBases } = foundation;
  const { description, instruction, idleMinutes, model, guardrail, knowledgeBase, actions } = config;
  const { access, caller, guardrailId } = modelOf(stack, foundation, {
    application: `agent-${name}`,
    model,
    guardrail,
  });
  const { name: functionName } = partsOf(actions.to);
  new Agent(stack, `agent-${name}`, {
    site,
    purpose: name,
    behavior: { description, instruction, idleMinutes, tags: tagsOf(config) },
    model: { access, guardrail: { ...access.guardrail, guardrailId } },
    actions: {
      functionName: site.names.of("lambda-function", functionName),
      aliasArn: entryOf(application.functionAliasArns, functionName),
      openapi: readFileSync(join(projectRoot(), actions.openapi), "utf8"),
    },
    knowledgeBase: knowledgeBase === undefined ? undefined : knowledgeBases[knowledgeBase]?.base,
    kmsKeyArn: security.artifactsKeyArn,
  });
  return caller;
}
