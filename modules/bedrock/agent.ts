import { BedrockagentAgent } from "@cdktf/provider-aws/lib/bedrockagent-agent";
import { BedrockagentAgentActionGroup } from "@cdktf/provider-aws/lib/bedrockagent-agent-action-group";
import { BedrockagentAgentAlias } from "@cdktf/provider-aws/lib/bedrockagent-agent-alias";
import { BedrockagentAgentKnowledgeBaseAssociation } from "@cdktf/provider-aws/lib/bedrockagent-agent-knowledge-base-association";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import { liveAlias } from "../functions/function-arn";
import { ServiceRole } from "../identity/service-role";
import { applyGuardrail, invokeModel, type ModelAccess, type PinnedGuardrail, retrieve } from "./grants";
import type { KnowledgeBase } from "./knowledge-base";

export interface AgentProps {
  readonly site: Site;
  /** What it is for, as in "librarian"; part of the names. */
  readonly purpose: string;
  readonly behavior: AgentBehavior;
  readonly model: {
    readonly access: ModelAccess & { readonly profileArn: string };
    readonly guardrail: AgentGuardrail;
  };
  readonly actions: AgentActions;
  /**
   * The knowledge base that it searches, with audience everybody. An agent has no filter, and its callers can leave
   * out the filter of the session (docs.aws.amazon.com/bedrock/latest/userguide/agents-session-state.html).
   * @default nothing
   */
  readonly knowledgeBase?: KnowledgeBase;
  /** Key of the agent and of its conversations. */
  readonly kmsKeyArn: string;
}

export interface AgentBehavior {
  readonly description: string;
  readonly instruction: string;
  /** Minutes that a conversation is remembered without a word. 1 to 60. */
  readonly idleMinutes: number;
  /** Tags of the agent in addition to those of the provider. */
  readonly tags: Readonly<Record<string, string>>;
}

export type AgentGuardrail = PinnedGuardrail & { readonly guardrailId: string };

/** What an agent can do: the function, by the alias that is live, and the OpenAPI document that says how to ask it. */
export interface AgentActions {
  readonly functionName: string;
  readonly aliasArn: string;
  /** Text of the document, YAML or JSON. */
  readonly openapi: string;
}

/**
 * An agent of Bedrock with one group of actions, and the alias that callers name. What belongs to people, it gets from
 * its actions only.
 */
export class Agent extends Construct {
  readonly arn: string;
  readonly agentId: string;
  readonly aliasArn: string;

  constructor(scope: Construct, id: string, props: AgentProps) {
    super(scope, id);
    const { site, purpose, behavior, model, actions, knowledgeBase, kmsKeyArn } = props;
    if (knowledgeBase && knowledgeBase.audience !== "everybody") {
      throw new Error(
        `The agent ${purpose} would find documents that only their owner may read. Give it a knowledge base with audience everybody.`,
      );
    }
    const { guardrail } = model;
    const role = agentRole(this, props);
    const agent = new BedrockagentAgent(this, "agent", {
      agentName: site.names.of("agent", purpose),
      agentResourceRoleArn: role.arn,
      description: behavior.description,
      instruction: behavior.instruction,
      foundationModel: model.access.profileArn,
      guardrailConfiguration: [{ guardrailIdentifier: guardrail.guardrailId, guardrailVersion: guardrail.version }],
      customerEncryptionKeyArn: kmsKeyArn,
      idleSessionTtlInSeconds: behavior.idleMinutes * 60,
      // Bedrock prepares one agent at a time: what follows waits for it, and prepares it again.
      prepareAgent: true,
      tags: { ...behavior.tags },
      dependsOn: [role.policy],
    });
    const permission = new LambdaPermission(this, "permission", {
      statementId: `agent-${purpose}`,
      functionName: actions.functionName,
      qualifier: liveAlias,
      action: "lambda:InvokeFunction",
      principal: "bedrock.amazonaws.com",
      sourceAccount: site.account,
      sourceArn: agent.agentArn,
    });
    const found = knowledgeBase
      ? [
          new BedrockagentAgentKnowledgeBaseAssociation(this, "knowledge-base-association", {
            agentId: agent.agentId,
            knowledgeBaseId: knowledgeBase.knowledgeBaseId,
            knowledgeBaseState: "ENABLED",
            description: "Look here first, and say where an answer is from.",
          }),
        ]
      : [];
    const group = new BedrockagentAgentActionGroup(this, "action-group", {
      actionGroupName: "actions",
      agentId: agent.agentId,
      agentVersion: "DRAFT",
      actionGroupExecutor: [{ lambda: actions.aliasArn }],
      apiSchema: [{ payload: actions.openapi }],
      prepareAgent: true,
      // Deleting the agent deletes its actions; in between, those in use may change.
      skipResourceInUseCheck: true,
      dependsOn: [permission, ...found],
    });
    const alias = new BedrockagentAgentAlias(this, "alias", {
      agentAliasName: liveAlias,
      agentId: agent.agentId,
      description: "The version that callers get.",
      dependsOn: [group],
      // An alias gets a version when it is made, and keeps it.
      lifecycle: { replaceTriggeredBy: [`${addressOf(agent)}.prepared_at`, ...[group, ...found].map(addressOf)] },
    });
    this.arn = agent.agentArn;
    this.agentId = agent.agentId;
    this.aliasArn = alias.agentAliasArn;
  }
}

/** As Terraform names a resource where no expression may be. */
function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/**
 * The role of an agent (docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html): one model, by its
 * profile; the guardrail, which Bedrock applies to the conversation and not to each of the calls in between.
 */
function agentRole(scope: Construct, { site, purpose, model, knowledgeBase, kmsKeyArn }: AgentProps): ServiceRole {
  const { account, region } = site;
  const { guardrail, access } = model;
  return new ServiceRole(scope, "role", {
    site,
    purpose: `agent-${purpose}`,
    description: `Runs the agent ${purpose}.`,
    service: "bedrock.amazonaws.com",
    sourceArn: `arn:aws:bedrock:${region}:${account}:agent/*`,
    statements: [
      ...invokeModel("Model", { ...access, guardrail: undefined }),
      {
        sid: "ReadProfile",
        actions: "bedrock:GetInferenceProfile",
        resources: access.profileArn,
      },
      ...applyGuardrail("Conversation", guardrail, region),
      ...(knowledgeBase ? [retrieve("KnowledgeBase", knowledgeBase.arn)] : []),
      useKey({ sid: "EncryptSessions", actions: keyActions.write, keyArns: kmsKeyArn, region, through: "bedrock" }),
    ],
  });
}
