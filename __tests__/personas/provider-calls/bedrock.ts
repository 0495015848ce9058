import { keysThrough, known, passes, type TypeCalls } from "./type-calls";

const tags = "bedrock:TagResource bedrock:UntagResource";
const guardrail = known("bedrock", "guardrail/abcd1234");

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
};
