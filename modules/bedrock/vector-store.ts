import type { ITerraformDependable } from "cdktf";
import type { PolicyStatement } from "../identity/policy-document";

/** What a knowledge base calls the parts of a passage in its store. */
export const passageFields = { id: "id", vector: "embedding", text: "chunk", metadata: "metadata" } as const;

/** Where a knowledge base keeps its vectors. */
export type VectorStore = {
  /** What the role of the knowledge base needs to use it. */
  readonly statements: readonly PolicyStatement[];
  /** What must be there before the knowledge base. */
  readonly ready: readonly ITerraformDependable[];
} & (
  | { readonly kind: "opensearch"; readonly collectionArn: string; readonly indexName: string }
  | {
      readonly kind: "aurora";
      readonly clusterArn: string;
      readonly databaseName: string;
      /** Schema and table, as in "handbook.passages". */
      readonly tableName: string;
      readonly credentialsSecretArn: string;
    }
);
