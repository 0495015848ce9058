import { expect, test } from "vitest";
import { Agent, type AgentProps } from "../../../modules/bedrock/agent";
import type { KnowledgeBase } from "../../../modules/bedrock/knowledge-base";
import { allows } from "../../support/grants";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const arn = (resource: string) => `arn:aws:bedrock:us-east-1:111122223333:${resource}`;
const model = (region: string) =>
  `arn:aws:bedrock:${region}::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0`;
const profileArn = arn("application-inference-profile/a1b2c3");
const guardrail = {
  arn: arn("guardrail/abcd1234"),
  version: "3",
  kmsKeyArn: testKey("artifacts"),
  guardrailId: "abcd1234",
};
const knowledgeBase = {
  arn: arn("knowledge-base/KB1"),
  knowledgeBaseId: "KB1",
  audience: "everybody",
} as KnowledgeBase;

const built = (changes: Partial<AgentProps> = {}) =>
  probe((stack) => {
    new Agent(stack, "librarian", {
      site: testSite(stack),
      purpose: "librarian",
      behavior: { description: "Finds.", instruction: "Find.", idleMinutes: 10, tags: { owner: "support" } },
      model: {
        access: { profileArn, modelArns: [model("us-east-1"), model("us-east-2")], region: "us-east-1" },
        guardrail,
      },
      actions: {
        functionName: "strata-test-actions",
        aliasArn: "arn:aws:lambda:us-east-1:111122223333:function:f:live",
        openapi: "openapi: 3.0.3",
      },
      knowledgeBase,
      kmsKeyArn: testKey("artifacts"),
      ...changes,
    });
  });

test("an agent talks through a pinned version of its guardrail, and its conversations are encrypted", () => {
  expect(at(built(), "aws_bedrockagent_agent.librarian")).toMatchObject({
    foundation_model: profileArn,
    guardrail_configuration: [{ guardrail_identifier: "abcd1234", guardrail_version: "3" }],
    customer_encryption_key_arn: testKey("artifacts"),
    idle_session_ttl_in_seconds: 600,
  });
});

test("Bedrock prepares one thing at a time, and callers get what was prepared last", () => {
  const json = built();
  expect(at(json, "aws_bedrockagent_agent_action_group.librarian").depends_on).toEqual([
    "aws_lambda_permission.librarian",
    "aws_bedrockagent_agent_knowledge_base_association.librarian",
  ]);
  expect(at(json, "aws_bedrockagent_agent_alias.librarian")).toMatchObject({
    depends_on: ["aws_bedrockagent_agent_action_group.librarian"],
    lifecycle: {
      replace_triggered_by: [
        "aws_bedrockagent_agent.librarian.prepared_at",
        "aws_bedrockagent_agent_action_group.librarian",
        "aws_bedrockagent_agent_knowledge_base_association.librarian",
      ],
    },
  });
});

test("without a knowledge base nothing is looked up", () => {
  const json = built({ knowledgeBase: undefined });
  expect(typesOf(json)).not.toHaveProperty("aws_bedrockagent_agent_knowledge_base_association");
  expect(statementsOf(at(json, "aws_iam_role_policy.librarian_role").policy)).not.toHaveProperty(
    "RetrieveFromKnowledgeBase",
  );
});

test("an agent does not look things up among what belongs to people", () => {
  const owned = { ...knowledgeBase, audience: "owner" } as KnowledgeBase;
  expect(() => built({ knowledgeBase: owned })).toThrow("documents that only their owner may read");
});

test("this agent alone calls the function, by the version that is live", () => {
  expect(at(built(), "aws_lambda_permission.librarian")).toMatchObject({
    qualifier: "live",
    principal: "bedrock.amazonaws.com",
    source_account: "111122223333",
    source_arn: "${aws_bedrockagent_agent.librarian.agent_arn}",
  });
});

test.each<[string, string, string, Record<string, string>, boolean]>([
  ["its model by its profile", "bedrock:InvokeModel", profileArn, {}, true],
  [
    "its model where the profile leads to",
    "bedrock:InvokeModelWithResponseStream",
    model("us-east-2"),
    { "bedrock:InferenceProfileArn": profileArn },
    true,
  ],
  ["its model past the profile", "bedrock:InvokeModel", model("us-east-1"), {}, false],
  [
    "its model elsewhere",
    "bedrock:InvokeModel",
    model("eu-west-1"),
    { "bedrock:InferenceProfileArn": profileArn },
    false,
  ],
  [
    "another model",
    "bedrock:InvokeModel",
    "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0",
    { "bedrock:InferenceProfileArn": profileArn },
    false,
  ],
  ["its guardrail", "bedrock:ApplyGuardrail", guardrail.arn, {}, true],
  ["another guardrail", "bedrock:ApplyGuardrail", arn("guardrail/other"), {}, false],
  ["its knowledge base", "bedrock:Retrieve", arn("knowledge-base/KB1"), {}, true],
  ["another knowledge base", "bedrock:Retrieve", arn("knowledge-base/KB2"), {}, false],
])("the role and %s", async (_, action, resource, context, allowed) => {
  const policy = JSON.parse(String(at(built(), "aws_iam_role_policy.librarian_role").policy)) as unknown;
  expect(await allows(policy, { action, resource, context })).toBe(allowed);
});
