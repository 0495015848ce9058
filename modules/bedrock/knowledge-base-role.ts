import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import { ServiceRole } from "../identity/service-role";
import { readZone } from "../lake/grants";
import { invokeModel, type ModelAccess } from "./grants";
import type { KnownDocuments } from "./knowledge-base";
import type { VectorStore } from "./vector-store";

/** What the role of a knowledge base may use. */
export interface KnowledgeBaseAccess {
  readonly documents: Pick<KnownDocuments, "bucketArn" | "kmsKeyArn" | "prefix">;
  readonly embedding: ModelAccess;
  readonly store: Pick<VectorStore, "statements">;
}

/** Purpose of the role of a knowledge base. */
export function knowledgeBasePurpose(name: string): string {
  return `knowledge-${name}`;
}

/**
 * The role of a knowledge base (docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html): it reads its
 * documents, has one model make vectors, and uses its store. That model takes no guardrail.
 */
export function knowledgeBaseRole(
  scope: Construct,
  id: string,
  site: Site,
  purpose: string,
  { documents, embedding, store }: KnowledgeBaseAccess,
): ServiceRole {
  const { account, region } = site;
  return new ServiceRole(scope, id, {
    site,
    purpose: knowledgeBasePurpose(purpose),
    description: `Reads the documents of ${purpose} and keeps vectors of them.`,
    service: "bedrock.amazonaws.com",
    sourceArn: `arn:aws:bedrock:${region}:${account}:knowledge-base/*`,
    statements: [
      ...readZone("Documents", { ...documents, region }),
      // Bedrock keeps copies while it reads (docs.aws.amazon.com/bedrock/latest/userguide/encryption-kb.html).
      useKey({
        sid: "EncryptCopies",
        actions: keyActions.write,
        keyArns: documents.kmsKeyArn,
        region,
        through: "bedrock",
      }),
      ...invokeModel("Embedding", embedding),
      ...store.statements,
    ],
  });
}
