import { service } from "./service";

/** Bedrock: models, guardrails, knowledge bases and agents. Who may invoke which model is in `models.ts`. */
export const bedrock = service({
  prefix: "bedrock",
  resources: { any: "*", guardrail: "guardrail/*", profile: "inference-profile/*" },
  read: [
    "GetAgent",
    "GetAgentActionGroup",
    "GetAgentAlias",
    "GetDataSource",
    "GetFoundationModel*",
    "GetGuardrail",
    "GetInferenceProfile",
    "GetKnowledgeBase",
    "GetModelInvocationLoggingConfiguration",
    "GetProvisionedModelThroughput",
    "List*",
  ],
  change: { policy: "data-services", on: ["any"] },
  data: ["GetAgentMemory", "InvokeAgent", "InvokeModel*", "Retrieve*"],
  notDeployers: ["DeleteGuardrail", "UpdateGuardrail"],
  never: ["DeleteModelInvocation*"],
  loses: ["DeleteGuardrail"],
});
