import { BedrockagentDataSource } from "@cdktf/provider-aws/lib/bedrockagent-data-source";
import {
  BedrockagentKnowledgeBase,
  type BedrockagentKnowledgeBaseStorageConfiguration,
} from "@cdktf/provider-aws/lib/bedrockagent-knowledge-base";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { ServiceRole } from "../identity/service-role";
import type { Audience } from "./audiences";
import { passageFields, type VectorStore } from "./vector-store";

export interface KnowledgeBaseProps {
  readonly site: Site;
  /** What is known, as in "handbook"; part of the names. */
  readonly purpose: string;
  /** Role that Bedrock reads documents and writes passages as. */
  readonly role: ServiceRole;
  /** Model that makes vectors of passages and questions. */
  readonly embedding: { readonly modelArn: string; readonly dimensions: number };
  readonly store: VectorStore;
  readonly documents: KnownDocuments;
}

/** What a knowledge base reads, and how it cuts it. */
export interface KnownDocuments {
  readonly bucketArn: string;
  /** How the keys of the objects begin, as in "documents/". */
  readonly prefix: string;
  /** Key of copies that Bedrock makes while it reads. */
  readonly kmsKeyArn: string;
  readonly chunk: { readonly tokens: number; readonly overlapPercent: number };
  readonly audience: Audience;
}

/** A knowledge base of Bedrock over the objects of one folder. */
export class KnowledgeBase extends Construct {
  readonly knowledgeBaseId: string;
  readonly arn: string;
  readonly dataSourceId: string;
  readonly audience: Audience;

  constructor(scope: Construct, id: string, props: KnowledgeBaseProps) {
    super(scope, id);
    const { site, purpose, role, embedding, store, documents } = props;
    const name = site.names.of("knowledge-base", purpose);
    const base = new BedrockagentKnowledgeBase(this, "knowledge-base", {
      name,
      description: `What can be found in ${purpose}.`,
      roleArn: role.arn,
      knowledgeBaseConfiguration: [
        {
          type: "VECTOR",
          vectorKnowledgeBaseConfiguration: [
            {
              embeddingModelArn: embedding.modelArn,
              embeddingModelConfiguration: [
                {
                  bedrockEmbeddingModelConfiguration: [
                    { dimensions: embedding.dimensions, embeddingDataType: "FLOAT32" },
                  ],
                },
              ],
            },
          ],
        },
      ],
      storageConfiguration: [storageOf(store)],
      tags: { audience: documents.audience },
      dependsOn: [role.policy, ...store.ready],
    });
    const source = new BedrockagentDataSource(this, "documents", {
      name,
      knowledgeBaseId: base.id,
      description: `Objects that begin with ${documents.prefix}.`,
      // Passages of what is no longer read go with it.
      dataDeletionPolicy: "DELETE",
      dataSourceConfiguration: [
        {
          type: "S3",
          s3Configuration: [
            {
              bucketArn: documents.bucketArn,
              bucketOwnerAccountId: site.account,
              inclusionPrefixes: [documents.prefix],
            },
          ],
        },
      ],
      serverSideEncryptionConfiguration: [{ kmsKeyArn: documents.kmsKeyArn }],
      vectorIngestionConfiguration: [
        {
          chunkingConfiguration: [
            {
              chunkingStrategy: "FIXED_SIZE",
              fixedSizeChunkingConfiguration: [
                { maxTokens: documents.chunk.tokens, overlapPercentage: documents.chunk.overlapPercent },
              ],
            },
          ],
        },
      ],
    });
    this.knowledgeBaseId = base.id;
    this.arn = base.arn;
    this.dataSourceId = source.dataSourceId;
    this.audience = documents.audience;
  }
}

function storageOf(store: VectorStore): BedrockagentKnowledgeBaseStorageConfiguration {
  const { id, vector, text, metadata } = passageFields;
  const fields = { vectorField: vector, textField: text, metadataField: metadata };
  if (store.kind === "opensearch") {
    const { collectionArn, indexName } = store;
    const configuration = { collectionArn, vectorIndexName: indexName, fieldMapping: [fields] };
    return { type: "OPENSEARCH_SERVERLESS", opensearchServerlessConfiguration: [configuration] };
  }
  const { clusterArn, databaseName, tableName, credentialsSecretArn } = store;
  return {
    type: "RDS",
    rdsConfiguration: [
      {
        resourceArn: clusterArn,
        databaseName,
        tableName,
        credentialsSecretArn,
        fieldMapping: [{ ...fields, primaryKeyField: id }],
      },
    ],
  };
}
