import { type Calls, keysThrough, known, type Made, passes, type TypeCalls } from "./type-calls";

const tags = "bedrock:TagResource bedrock:UntagResource";
const guardrail = known("bedrock", "guardrail/abcd1234");

const agent = known("bedrock", "agent/ABCD1234");
const alias = known("bedrock", "agent-alias/ABCD1234/EFGH5678", "agent/ABCD1234");
const knowledgeBase = known("bedrock", "knowledge-base/KB12345678");
const collection = known("aoss", "collection/a1b2c3d4");
const ofRole =
  (purpose: string) =>
  ({ account, prefix }: Made) =>
    `arn:aws:iam::${account}:role/${prefix}-${purpose}`;

/** What Cloud Control calls for the index of a collection. */
export const indexCalls: Calls = {
  read: "aoss:GetIndex",
  change: "aoss:CreateIndex aoss:UpdateIndex aoss:DeleteIndex",
};

export const bedrockCalls: Readonly<Record<string, TypeCalls>> = {
  aws_bedrock_guardrail: [
    // Of resources, the call can only be about a profile that sends texts to other regions to be filtered.
    { on: known("bedrock", "guardrail-profile/us.guardrail.v1:0"), change: "bedrock:CreateGuardrail" },
    {
      on: guardrail,
      read: "bedrock:GetGuardrail bedrock:ListTagsForResource",
      change: `bedrock:UpdateGuardrail ${tags}`,
      lose: "bedrock:DeleteGuardrail",
    },
    keysThrough("bedrock", ({ text }) => [text("kms_key_arn")]),
  ],
  // Terraform never deletes one.
  aws_bedrock_guardrail_version: [
    { on: guardrail, read: "bedrock:GetGuardrail", change: "bedrock:CreateGuardrailVersion" },
  ],
  aws_bedrock_inference_profile: [
    {
      // What it is copied from, and what it becomes.
      on: (made) => [
        ...known("bedrock", "application-inference-profile/a1b2c3", "inference-profile/us.anthropic.claude")(made),
        `arn:aws:bedrock:${made.region}::foundation-model/anthropic.claude`,
      ],
      read: "bedrock:GetInferenceProfile",
      change: "bedrock:CreateInferenceProfile bedrock:DeleteInferenceProfile",
    },
    {
      on: known("bedrock", "application-inference-profile/a1b2c3"),
      read: "bedrock:ListTagsForResource",
      change: tags,
    },
  ],
  aws_bedrock_model_invocation_logging_configuration: [
    {
      read: "bedrock:GetModelInvocationLoggingConfiguration",
      change: "bedrock:PutModelInvocationLoggingConfiguration",
      administrator: "bedrock:DeleteModelInvocationLoggingConfiguration",
    },
    passes(
      ({ account, prefix }) => `arn:aws:iam::${account}:role/${prefix}-model-invocations`,
      "bedrock.amazonaws.com",
    ),
  ],
  aws_bedrockagent_agent: [
    { on: agent, change: "bedrock:CreateAgent" },
    {
      on: agent,
      read: "bedrock:GetAgent bedrock:ListTagsForResource",
      change: `bedrock:UpdateAgent bedrock:PrepareAgent bedrock:DeleteAgent ${tags}`,
    },
    keysThrough("bedrock", ({ text }) => [text("customer_encryption_key_arn")]),
    passes(ofRole("agent-librarian"), "bedrock.amazonaws.com"),
  ],
  aws_bedrockagent_agent_action_group: [
    {
      on: agent,
      read: "bedrock:GetAgentActionGroup",
      change:
        "bedrock:CreateAgentActionGroup bedrock:UpdateAgentActionGroup bedrock:DeleteAgentActionGroup " +
        "bedrock:PrepareAgent",
    },
  ],
  aws_bedrockagent_agent_alias: [
    {
      on: alias,
      read: "bedrock:GetAgentAlias bedrock:ListTagsForResource",
      change: `bedrock:CreateAgentAlias bedrock:UpdateAgentAlias bedrock:DeleteAgentAlias ${tags}`,
    },
  ],
  aws_bedrockagent_agent_knowledge_base_association: [
    {
      on: (made) => [...agent(made), ...knowledgeBase(made)],
      read: "bedrock:GetAgentKnowledgeBase",
      change:
        "bedrock:AssociateAgentKnowledgeBase bedrock:UpdateAgentKnowledgeBase " +
        "bedrock:DisassociateAgentKnowledgeBase bedrock:PrepareAgent",
    },
  ],
  aws_bedrockagent_data_source: [
    {
      on: knowledgeBase,
      read: "bedrock:GetDataSource",
      change: "bedrock:CreateDataSource bedrock:UpdateDataSource bedrock:DeleteDataSource",
    },
  ],
  aws_bedrockagent_knowledge_base: [
    { on: knowledgeBase, change: "bedrock:CreateKnowledgeBase" },
    {
      on: knowledgeBase,
      read: "bedrock:GetKnowledgeBase bedrock:ListTagsForResource",
      change: `bedrock:UpdateKnowledgeBase bedrock:DeleteKnowledgeBase ${tags}`,
    },
    passes(ofRole("knowledge-handbook"), "bedrock.amazonaws.com"),
  ],
  aws_opensearchserverless_access_policy: [
    {
      read: "aoss:GetAccessPolicy",
      change: "aoss:CreateAccessPolicy aoss:UpdateAccessPolicy aoss:DeleteAccessPolicy",
    },
  ],
  aws_opensearchserverless_collection: [
    {
      on: collection,
      read: "aoss:BatchGetCollection aoss:ListTagsForResource",
      change: "aoss:CreateCollection aoss:UpdateCollection aoss:DeleteCollection aoss:TagResource aoss:UntagResource",
    },
    {
      on: ({ account }) => [
        `arn:aws:iam::${account}:role/aws-service-role/observability.aoss.amazonaws.com/AWSServiceRoleForAmazonOpenSearchServerless`,
      ],
      change: "iam:CreateServiceLinkedRole",
    },
  ],
  aws_opensearchserverless_security_policy: (made) => [
    {
      read: "aoss:GetSecurityPolicy",
      change: "aoss:CreateSecurityPolicy aoss:UpdateSecurityPolicy aoss:DeleteSecurityPolicy",
    },
    ...(made.text("type") === "encryption"
      ? [keysThrough("aoss", ({ text }) => [(JSON.parse(text("policy")) as { KmsARN: string }).KmsARN])]
      : []),
  ],
};
