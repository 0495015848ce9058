import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

const stack = (resources: Readonly<Record<string, Block>>): FakeStacks => ({ "prod-ai": { resources } });

const guardrail = "${aws_bedrock_guardrail.default.guardrail_arn}";
const version = "${aws_bedrock_guardrail_version.default.version}";
const pinned = { StringEquals: { "bedrock:GuardrailIdentifier": `${guardrail}:${version}` } };
const role = (service: string): Block => ({
  assume_role_policy: JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  }),
});
const invoking = (service: string, condition?: object, action = "bedrock:InvokeModel"): FakeStacks => {
  const statement = { Sid: "Invoke", Effect: "Allow", Action: [action], Resource: "arn:model", Condition: condition };
  return stack({
    "aws_iam_role.caller": role(service),
    "aws_iam_role_policy.caller": {
      role: "${aws_iam_role.caller.name}",
      policy: JSON.stringify({ Statement: [statement] }),
    },
  });
};

const people = (refused: string): FakeStacks => {
  const policyOf = (statement: object) => ({ policy: JSON.stringify({ Statement: [statement] }) });
  const attached = (name: string): Block => ({
    role: "${aws_iam_role.people.name}",
    policy_arn: `\${aws_iam_policy.${name}.arn}`,
  });
  const StringNotLike = { "bedrock:GuardrailIdentifier": "arn:aws:bedrock:us-east-1:111122223333:guardrail/*:*" };
  return stack({
    "aws_iam_role.people": role("lambda.amazonaws.com"),
    "aws_iam_policy.all": policyOf({ Sid: "All", Effect: "Allow", Action: "bedrock:*", Resource: "arn:x" }),
    "aws_iam_policy.not": policyOf({ Effect: "Deny", Action: refused, Resource: "*", Condition: { StringNotLike } }),
    "aws_iam_role_policy_attachment.all": attached("all"),
    "aws_iam_role_policy_attachment.not": attached("not"),
  });
};

const agent: Block = {
  guardrail_configuration: [{ guardrail_identifier: "g", guardrail_version: version }],
  customer_encryption_key_arn: "arn:key",
};
const looking = (base: Block): FakeStacks =>
  stack({
    "aws_bedrockagent_knowledge_base.notes": base,
    "aws_bedrockagent_agent_knowledge_base_association.notes": {
      knowledge_base_id: "${aws_bedrockagent_knowledge_base.notes.id}",
    },
  });
const without = "aws_iam_role_policy.caller: Invoke invokes models without a version of a guardrail";

export const guardedModels = casesOf("STRATA043", [
  { name: "a function that names a version", stacks: invoking("lambda.amazonaws.com", pinned), finds: [] },
  { name: "a function that names no guardrail", stacks: invoking("lambda.amazonaws.com"), finds: [without] },
  {
    name: "a function that streams without a guardrail",
    stacks: invoking("lambda.amazonaws.com", undefined, "bedrock:InvokeModelWith*"),
    finds: [without],
  },
  {
    name: "a guardrail without a version, a draft, and one only where it is named",
    stacks: {
      ...invoking("lambda.amazonaws.com", { StringEquals: { "bedrock:GuardrailIdentifier": guardrail } }),
      "stage-ai":
        invoking("lambda.amazonaws.com", { StringEquals: { "bedrock:GuardrailIdentifier": `${guardrail}:DRAFT` } })[
          "prod-ai"
        ] ?? {},
      "dev-ai":
        invoking("lambda.amazonaws.com", {
          StringEqualsIfExists: { "bedrock:GuardrailIdentifier": `${guardrail}:${version}` },
        })["prod-ai"] ?? {},
    },
    finds: [without, without, without],
  },
  {
    name: "people who may do all of Bedrock, and are refused models by another policy, or only some of them",
    stacks: { ...people("bedrock:InvokeModel*"), "stage-ai": people("bedrock:InvokeModel")["prod-ai"] ?? {} },
    finds: ["stage-ai aws_iam_policy.all: All invokes models without a version of a guardrail"],
  },
  { name: "a knowledge base, which has vectors made", stacks: invoking("bedrock.amazonaws.com"), finds: [] },
  { name: "an agent with all of it", stacks: stack({ "aws_bedrockagent_agent.a": agent }), finds: [] },
  {
    name: "an agent that says nothing",
    stacks: stack({ "aws_bedrockagent_agent.a": {} }),
    finds: ["talks without a version of a guardrail", "keeps conversations under a key of AWS"],
  },
  {
    name: "an agent that talks under the draft",
    stacks: stack({
      "aws_bedrockagent_agent.a": { ...agent, guardrail_configuration: [{ guardrail_version: "DRAFT" }] },
    }),
    finds: ["talks without a version of a guardrail"],
  },
  {
    name: "an agent that looks things up for everybody",
    stacks: looking({ tags: { audience: "everybody" } }),
    finds: [],
  },
  {
    name: "an agent that finds what belongs to people",
    stacks: looking({ tags: { audience: "owner" } }),
    finds: ["searches a knowledge base whose audience is not everybody"],
  },
  {
    name: "an agent that looks up what says nothing",
    stacks: looking({}),
    finds: ["searches a knowledge base whose audience is not everybody"],
  },
  {
    name: "a guardrail with a key and filters, and one without",
    stacks: stack({
      "aws_bedrock_guardrail.good": {
        kms_key_arn: "arn:key",
        content_policy_config: [{ filters_config: [{ type: "HATE" }] }],
      },
      "aws_bedrock_guardrail.bad": {},
    }),
    finds: ["aws_bedrock_guardrail.bad: is kept under a key of AWS", "aws_bedrock_guardrail.bad: filters no content"],
  },
]);

const rules = (name: string) => [{ ResourceType: "collection", Resource: [`collection/${name}`] }];
const collection = (policies: { readonly encryption?: object; readonly network?: object }): FakeStacks =>
  stack({
    "aws_opensearchserverless_collection.notes": { name: "strata-notes" },
    ...Object.fromEntries(
      Object.entries(policies).map(([type, policy]) => [
        `aws_opensearchserverless_security_policy.${type}`,
        { type, policy: JSON.stringify(policy) },
      ]),
    ),
  });
const encryption = { Rules: rules("strata-notes"), AWSOwnedKey: false, KmsARN: "arn:key" };
const network = [{ Rules: rules("strata-*"), AllowFromPublic: false, SourceServices: ["bedrock.amazonaws.com"] }];

export const vectorCollections = casesOf("STRATA044", [
  { name: "a collection with both policies", stacks: collection({ encryption, network }), finds: [] },
  {
    name: "a collection that no policy names",
    stacks: collection({
      encryption: { ...encryption, Rules: rules("strata-other") },
      network: [{ ...network[0], Rules: rules("other-*") }],
    }),
    finds: ["no encryption policy gives it a key of the account", "no network policy says who reaches it"],
  },
  {
    name: "a collection under a key of AWS",
    stacks: collection({ encryption: { Rules: rules("strata-notes"), AWSOwnedKey: true }, network }),
    finds: ["no encryption policy gives it a key of the account"],
  },
  {
    name: "a collection that one of its policies opens",
    stacks: collection({ encryption, network: [...network, { Rules: rules("*"), AllowFromPublic: true }] }),
    finds: ["is reached from the internet"],
  },
]);
