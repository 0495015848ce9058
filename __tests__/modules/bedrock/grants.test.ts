import { describe, expect, test } from "vitest";
import { invokeModel, type ModelAccess, retrieve } from "../../../modules/bedrock/grants";
import { grants, through } from "../../support/grants";
import { testKey } from "../../support/site";

const account = "111122223333";
const arn = (resource: string, region = "us-east-1") => `arn:aws:bedrock:${region}:${account}:${resource}`;
const model = (region: string, id = "amazon.nova-pro-v1:0") => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const profile = arn("application-inference-profile/a1b2c3d4e5f6");
const guardrail = arn("guardrail/abcd1234");

const access: ModelAccess = {
  profileArn: profile,
  modelArns: [model("us-east-1"), model("us-east-2"), model("us-west-2")],
  guardrail: { arn: guardrail, version: "3", kmsKeyArn: testKey("artifacts") },
  region: "us-east-1",
};
const granted = invokeModel("Nova", access);
const pinned = { "bedrock:GuardrailIdentifier": `${guardrail}:3` };
const routed = { ...pinned, "bedrock:InferenceProfileArn": profile };

/** The actions that IAM is asked for by each call of the API. */
const calls = {
  Converse: "bedrock:InvokeModel",
  ConverseStream: "bedrock:InvokeModelWithResponseStream",
  InvokeModel: "bedrock:InvokeModel",
  InvokeModelWithResponseStream: "bedrock:InvokeModelWithResponseStream",
};

describe.each(Object.entries(calls))("%s", (_, action) => {
  test("through the profile, with the guardrail, in every region that it leads to", async () => {
    expect(await grants(granted, { action, resource: profile, context: pinned })).toBe(true);
    for (const resource of access.modelArns) {
      expect(await grants(granted, { action, resource, context: routed })).toBe(true);
    }
  });

  test.each<[string, string, Record<string, string>]>([
    ["without a guardrail", profile, {}],
    ["with the draft of the guardrail", profile, { "bedrock:GuardrailIdentifier": guardrail }],
    ["with another version", profile, { "bedrock:GuardrailIdentifier": `${guardrail}:2` }],
    ["with another guardrail", profile, { "bedrock:GuardrailIdentifier": `${arn("guardrail/other")}:3` }],
    ["by another profile", arn("application-inference-profile/zzzz"), pinned],
    ["the model itself, past the profile", model("us-east-1"), pinned],
    [
      "the model by another profile",
      model("us-east-1"),
      { ...pinned, "bedrock:InferenceProfileArn": arn("inference-profile/us.amazon.nova-pro-v1:0") },
    ],
    ["in a region that the profile does not lead to", model("eu-west-1"), routed],
    ["another model by the profile", model("us-east-1", "meta.llama3-3-70b-instruct-v1:0"), routed],
    ["the model without a guardrail", model("us-east-1"), { "bedrock:InferenceProfileArn": profile }],
  ])("not %s", async (_, resource, context) => {
    expect(await grants(granted, { action, resource, context })).toBe(false);
  });
});

test("may apply the guardrail, and read its policy through Bedrock; neither changes it", async () => {
  expect(await grants(granted, { action: "bedrock:ApplyGuardrail", resource: guardrail })).toBe(true);
  expect(await grants(granted, { action: "bedrock:UpdateGuardrail", resource: guardrail })).toBe(false);
  const decrypt = { action: "kms:Decrypt", resource: testKey("artifacts") };
  expect(await grants(granted, { ...decrypt, context: through("bedrock") })).toBe(true);
  expect(await grants(granted, { ...decrypt, context: through("s3") })).toBe(false);
});

test("a model that makes vectors is called without a guardrail, and no other is", async () => {
  const titan = model("us-east-1", "amazon.titan-embed-text-v2:0");
  const embeds = invokeModel("Titan", { modelArns: [titan], region: "us-east-1" });
  expect(await grants(embeds, { action: "bedrock:InvokeModel", resource: titan })).toBe(true);
  expect(await grants(embeds, { action: "bedrock:InvokeModel", resource: model("us-east-1") })).toBe(false);
  expect(
    await grants(embeds, { action: "bedrock:InvokeModel", resource: titan.replace("us-east-1", "us-west-2") }),
  ).toBe(false);
});

test("finds passages in one knowledge base, and has no model answer in its place", async () => {
  const knowledgeBase = arn("knowledge-base/KB12345678");
  const finds = [retrieve("Handbook", knowledgeBase)];
  expect(await grants(finds, { action: "bedrock:Retrieve", resource: knowledgeBase })).toBe(true);
  expect(await grants(finds, { action: "bedrock:Retrieve", resource: arn("knowledge-base/OTHER") })).toBe(false);
  expect(await grants(finds, { action: "bedrock:RetrieveAndGenerate", resource: "*" })).toBe(false);
});
