import { service } from "./service";

/** Bedrock: models, guardrails, knowledge bases and agents. Who may invoke which model is in `models.ts`. */
export const bedrock = service({
  prefix: "bedrock",
  resources: {
    any: "*",
    guardrail: "guardrail/*",
    /** A numbered version: the draft has none in its ARN. */
    guardrailVersion: "guardrail/*:*",
    profile: "inference-profile/*",
  },
  read: [
    "GetAgent",
    "GetAgentActionGroup",
    "GetAgentAlias",
    "GetAgentKnowledgeBase",
    "GetDataSource",
    "GetFoundationModel*",
    "GetGuardrail",
    "GetInferenceProfile",
    "GetKnowledgeBase",
    "GetModelInvocationLoggingConfiguration",
    "GetProvisionedModelThroughput",
    "List*",
  ],
  change: {
    policy: "data-services",
    on: ["any"],
    // What is being made has no ARN yet, and a profile is a copy of a model, which belongs to no account.
    unbound: [
      "CreateAgent",
      "CreateGuardrail",
      "CreateInferenceProfile",
      "CreateKnowledgeBase",
      "PutModelInvocationLoggingConfiguration",
    ],
  },
  data: ["GetAgentMemory", "InvokeAgent", "InvokeModel*", "Retrieve*"],
  // People accept every guardrail of the account, so that the reviewed pipeline alone makes and changes them.
  notDeployers: ["CreateGuardrail", "CreateGuardrailVersion", "DeleteGuardrail", "UpdateGuardrail"],
  never: ["DeleteModelInv*"],
  loses: ["DeleteGuardrail"],
});
