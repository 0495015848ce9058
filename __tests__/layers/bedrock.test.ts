import { describe, expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import { applicationDefaults } from "../../layers/application/config";
import type { Environment } from "../../layers/layers";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { StackJson } from "../../synthesized/stack";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { addressesOf, at, statementsOf, typesOf } from "../support/synthesis";

type Bedrock = Environment["ai"]["bedrock"];

const price = { usdPerMillionTokens: { input: 1, output: 5 }, usdPerDay: 10 };
const bedrock: Bedrock = {
  ...aiDefaults.production.bedrock,
  models: {
    claude: { id: "anthropic.claude-haiku-4-5-20251001-v1:0", reach: "geography", for: ["agents"], ...price },
    titan: { id: "amazon.titan-embed-text-v2:0", reach: "region", for: ["knowledge-bases"], ...price },
  },
  guardrails: {
    default: {
      content: "high",
      contentOf: {},
      deniedTopics: {},
      pii: {},
      patterns: {},
      words: { profanity: true, blocked: [] },
      messages: { input: "No.", output: "No." },
    },
  },
  knowledgeBases: {
    handbook: {
      zone: "zones.processed",
      prefix: "documents/",
      store: "opensearch",
      embedding: "titan",
      dimensions: 1024,
      chunk: { tokens: 300, overlapPercent: 20 },
      audience: "everybody",
    },
  },
  agents: {
    helper: {
      description: "Helps people.",
      instruction: "Help people.",
      model: "claude",
      guardrail: "default",
      knowledgeBase: "handbook",
      idleMinutes: 10,
      actions: { openapi: "functions/document-actions/openapi.yaml", to: "functions.document-actions" },
    },
  },
};
const withBedrock = (changes: Partial<Bedrock> = {}) => ({
  ai: { ...aiDefaults.production, bedrock: { ...bedrock, ...changes } },
  application: {
    ...applicationDefaults.production,
    functions: { "document-actions": { timeoutSeconds: 15, memoryMiB: 512, uses: {} } },
  },
});

const built = (changes: Partial<Bedrock> = {}, environment: Partial<Environment> = {}): StackJson =>
  layerOf("ai", environmentOf("production", { ...withBedrock(changes), ...environment }))("test");

/** The ai layer of an environment that recovers another by the strategy. */
function recovering(strategy: RecoveryStrategy): StackJson {
  const primary = environmentOf("production", {
    name: "prod",
    recovery: { region: "us-west-2", strategy, objectives: {} },
    ...withBedrock(),
  });
  const place = { region: "us-west-2", zones: ["us-west-2a", "us-west-2b"], owns: { account: false, region: true } };
  const follower = { name: "dr", ...place, recovers: "prod", primary, ...withBedrock() };
  return layerOf("ai", primary, environmentOf("production", follower))("dr");
}

describe("a recovery environment", () => {
  test.each<[RecoveryStrategy, number]>([
    ["backup-restore", 0],
    ["pilot-light", 0],
    ["warm-standby", 1],
  ])("recovered by %s has guardrails, profiles and agents, and %i knowledge bases", (strategy, knowledgeBases) => {
    const types = typesOf(recovering(strategy));
    expect(types).toMatchObject({
      aws_bedrock_guardrail: 1,
      aws_bedrock_guardrail_version: 1,
      aws_bedrock_inference_profile: 1,
      aws_bedrock_model_invocation_logging_configuration: 1,
      aws_bedrockagent_agent_alias: 1,
    });
    expect(types.aws_bedrockagent_knowledge_base ?? 0).toBe(knowledgeBases);
    expect(types.aws_opensearchserverless_collection ?? 0).toBe(knowledgeBases);
    expect(types.aws_cloudwatch_event_rule ?? 0).toBe(knowledgeBases);
  });

  test("calls models in its own region, and refers to nothing in the other", () => {
    const json = recovering("warm-standby");
    expect(at(json, "aws_bedrock_inference_profile.profile_agent_helper_claude").model_source).toEqual([
      { copy_from: expect.stringMatching(/^arn:aws:bedrock:us-west-2:\d+:inference-profile\/us\.anthropic/) },
    ]);
    const { InvokeEmbedding } = statementsOf(at(json, "aws_iam_role_policy.knowledge_handbook_role").policy);
    expect(InvokeEmbedding?.Resource).toEqual([
      "arn:aws:bedrock:us-west-2::foundation-model/amazon.titan-embed-text-v2:0",
    ]);
    const ofBedrock = Object.entries(json.resource ?? {}).filter(([type]) => /bedrock|opensearch/.test(type));
    expect(JSON.stringify(ofBedrock)).not.toContain("us-east-1");
  });
});

test("one environment of an account logs what models are asked, in each region", () => {
  const types = typesOf(built({}, { owns: { account: true, region: false } }));
  expect(types).not.toHaveProperty("aws_bedrock_model_invocation_logging_configuration");
  expect(types).not.toHaveProperty("aws_s3_bucket");
});

test("without agents and knowledge bases there is nothing to call", () => {
  const addresses = addressesOf(built({ agents: {}, knowledgeBases: {} }));
  expect(addresses.filter((address) => /agent|knowledge|ingestion|opensearch/.test(address))).toEqual([]);
});

test("an agent calls through a profile with separate costs, in each region that it routes to", () => {
  const json = built();
  expect(at(json, "aws_bedrock_inference_profile.profile_agent_helper_claude").tags).toEqual({
    application: "agent-helper",
  });
  const { ReachModel } = statementsOf(at(json, "aws_iam_role_policy.agent_helper_role").policy);
  expect(ReachModel?.Resource).toHaveLength(3);
  expect(ReachModel?.Condition?.ArnEquals).toEqual({
    "bedrock:InferenceProfileArn": "${aws_bedrock_inference_profile.profile_agent_helper_claude.arn}",
  });
});

test("what changes in the folder of a knowledge base is read, and what goes too", () => {
  const rule = at(built(), "aws_cloudwatch_event_rule.ingestion_rule_handbook");
  expect(JSON.parse(String(rule.event_pattern))).toMatchObject({
    "detail-type": ["Object Created", "Object Deleted"],
    detail: { object: { key: [{ prefix: "documents/" }] } },
  });
  const { StartIngestion } = statementsOf(at(built(), "aws_iam_role_policy.ingestion_role").policy);
  expect(StartIngestion).toMatchObject({
    Action: "bedrock:StartIngestionJob",
    Resource: ["${aws_bedrockagent_knowledge_base.knowledge_handbook.arn}"],
  });
});

describe("a knowledge base in the database", () => {
  const { handbook } = bedrock.knowledgeBases;
  const inDatabase = () =>
    handbook ? built({ knowledgeBases: { handbook: { ...handbook, store: "aurora" } } }) : expect.fail("no handbook");

  test("keeps passages in the table that the data layer has made, and has no collection", () => {
    const [storage] = at(inDatabase(), "aws_bedrockagent_knowledge_base.knowledge_handbook").storage_configuration as [
      { rds_configuration: object[] },
    ];
    expect(storage.rds_configuration[0]).toMatchObject({
      table_name: "handbook.passages_1024",
      credentials_secret_arn: "${data.terraform_remote_state.data.outputs.database_user_secret_arns.handbook}",
    });
    expect(typesOf(inDatabase())).not.toHaveProperty("aws_opensearchserverless_collection");
  });

  test("reads one secret, and runs SQL on one cluster", () => {
    const policy = statementsOf(at(inDatabase(), "aws_iam_role_policy.knowledge_handbook_role").policy);
    expect(policy.RunStatements?.Resource).toBe("${data.terraform_remote_state.data.outputs.database_cluster_arn}");
    expect(policy).not.toHaveProperty("UseCollection");
  });
});
