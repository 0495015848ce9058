import { expect, test } from "vitest";
import { KnowledgeBase } from "../../../modules/bedrock/knowledge-base";
import { knowledgeBaseRole } from "../../../modules/bedrock/knowledge-base-role";
import { VectorCollection } from "../../../modules/bedrock/vector-collection";
import type { VectorStore } from "../../../modules/bedrock/vector-store";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf } from "../../support/synthesis";

const titan = "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0";
const reader = "arn:aws:iam::111122223333:role/strata-test-knowledge-handbook";
const apply = "arn:aws:iam::111122223333:role/delivery/strata-test-apply";
const aurora: VectorStore = {
  kind: "aurora",
  clusterArn: "arn:aws:rds:us-east-1:111122223333:cluster:strata-test-main",
  databaseName: "platform",
  tableName: "handbook.passages",
  credentialsSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:handbook-AbCdEf",
  statements: [],
  ready: [],
};

const built = (dimensions = 1024, given?: VectorStore) =>
  probe((stack) => {
    const site = testSite(stack);
    const documents = {
      bucketArn: "arn:aws:s3:::lake",
      prefix: "documents/",
      kmsKeyArn: testKey("lake"),
      chunk: { tokens: 300, overlapPercent: 20 },
      audience: "owner" as const,
    };
    const store =
      given ??
      new VectorCollection(stack, "vectors", {
        site,
        purpose: "handbook",
        kmsKeyArn: testKey("lake"),
        dimensions,
        redundant: true,
        access: { passages: reader, index: [apply] },
      }).store;
    const embedding = { modelArns: [titan], region: site.region };
    const role = knowledgeBaseRole(stack, "role", site, "handbook", { documents, embedding, store });
    new KnowledgeBase(stack, "handbook", {
      site,
      purpose: "handbook",
      role,
      embedding: { modelArn: titan, dimensions },
      store,
      documents,
    });
  });

const policyOf = (address: string, dimensions?: number) =>
  JSON.parse(String(at(built(dimensions), address).policy)) as unknown;

test("the collection takes the key of the account, which its policy names before it is made", () => {
  expect(policyOf("aws_opensearchserverless_security_policy.vectors_encryption")).toEqual({
    Rules: [{ ResourceType: "collection", Resource: ["collection/strata-test-handbook"] }],
    AWSOwnedKey: false,
    KmsARN: testKey("lake"),
  });
  expect(at(built(), "aws_opensearchserverless_collection.vectors")).toMatchObject({
    type: "VECTORSEARCH",
    standby_replicas: "ENABLED",
    depends_on: ["aws_opensearchserverless_security_policy.vectors_encryption"],
  });
});

test("Bedrock alone reaches the collection", () => {
  expect(policyOf("aws_opensearchserverless_security_policy.vectors_network")).toEqual([
    {
      Rules: [{ ResourceType: "collection", Resource: ["collection/strata-test-handbook"] }],
      AllowFromPublic: false,
      SourceServices: ["bedrock.amazonaws.com"],
    },
  ]);
});

test("the knowledge base reads and writes passages; those who apply make the index and see no passage", () => {
  const rules = policyOf("aws_opensearchserverless_access_policy.vectors_access") as {
    Rules: { Permission: string[] }[];
    Principal: string[];
  }[];
  const permissions = Object.fromEntries(rules.map(({ Principal, Rules }) => [Principal[0], Rules[0]?.Permission]));
  expect(permissions[reader]).toEqual(["aoss:DescribeIndex", "aoss:ReadDocument", "aoss:WriteDocument"]);
  expect(permissions[apply]).not.toContain("aoss:ReadDocument");
  expect(permissions[apply]).toContain("aoss:CreateIndex");
});

test("index and knowledge base agree on the length of vectors and the names of fields", () => {
  const json = built(512);
  const state = JSON.parse(String(at(json, "aws_cloudcontrolapi_resource.vectors_index").desired_state)) as {
    IndexName: string;
    Mappings: { Properties: Record<string, { Dimension?: number }> };
  };
  const base = JSON.stringify(at(json, "aws_bedrockagent_knowledge_base.handbook"));
  expect(state.IndexName).toBe("passages-512");
  expect(base).toContain('"vector_index_name":"passages-512"');
  expect(base).toContain('"dimensions":512');
  expect(state.Mappings.Properties.embedding?.Dimension).toBe(512);
  for (const field of Object.keys(state.Mappings.Properties)) expect(base).toContain(`"${field}"`);
});

test("the knowledge base waits for its index, for access to it and for its role", () => {
  expect(at(built(), "aws_bedrockagent_knowledge_base.handbook").depends_on).toEqual([
    "aws_iam_role_policy.role",
    "aws_cloudcontrolapi_resource.vectors_index",
    "aws_opensearchserverless_security_policy.vectors_network",
    "aws_opensearchserverless_access_policy.vectors_access",
  ]);
});

test("the role has one model make vectors, reads one folder and uses one collection", () => {
  const { InvokeEmbedding, ReadObjectsOfDocuments, UseCollection } = statementsOf(
    at(built(), "aws_iam_role_policy.role").policy,
  );
  expect(InvokeEmbedding?.Resource).toEqual([titan]);
  expect(InvokeEmbedding).not.toHaveProperty("Condition");
  expect(ReadObjectsOfDocuments?.Resource).toBe("arn:aws:s3:::lake/documents/*");
  expect(UseCollection).toMatchObject({ Action: "aoss:APIAccessAll", Resource: expect.stringContaining("vectors") });
});

test("documents of this account are read, in one folder, and cut alike", () => {
  expect(at(built(), "aws_bedrockagent_data_source.handbook_documents")).toMatchObject({
    data_source_configuration: [
      { s3_configuration: [{ bucket_owner_account_id: "111122223333", inclusion_prefixes: ["documents/"] }] },
    ],
    server_side_encryption_configuration: [{ kms_key_arn: testKey("lake") }],
    vector_ingestion_configuration: [
      {
        chunking_configuration: [{ fixed_size_chunking_configuration: [{ max_tokens: 300, overlap_percentage: 20 }] }],
      },
    ],
  });
});

test("a knowledge base says who may find what is in it", () => {
  expect(at(built(), "aws_bedrockagent_knowledge_base.handbook").tags).toEqual({ audience: "owner" });
});

test("a table of Aurora can hold the vectors", () => {
  expect(at(built(1024, aurora), "aws_bedrockagent_knowledge_base.handbook").storage_configuration).toEqual([
    {
      type: "RDS",
      rds_configuration: [
        {
          resource_arn: aurora.kind === "aurora" ? aurora.clusterArn : "",
          database_name: "platform",
          table_name: "handbook.passages",
          credentials_secret_arn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:handbook-AbCdEf",
          field_mapping: [
            { vector_field: "embedding", text_field: "chunk", metadata_field: "metadata", primary_key_field: "id" },
          ],
        },
      ],
    },
  ]);
});
