import { KnowledgeBase } from "../../modules/bedrock/knowledge-base";
import { knowledgeBasePurpose, knowledgeBaseRole } from "../../modules/bedrock/knowledge-base-role";
import { VectorCollection } from "../../modules/bedrock/vector-collection";
import type { VectorStore } from "../../modules/bedrock/vector-store";
import { runStatements } from "../../modules/database/grants";
import { readSecret } from "../../modules/secrets/grants";
import { isDelivered } from "../../platform/delivery";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { vectorAccess } from "./bedrock";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";
import type { KnowledgeBaseConfig } from "./knowledge-bases-config";

/** A knowledge base as the rest of the layer sees it. */
export interface BuiltKnowledgeBase {
  readonly base: KnowledgeBase;
  /** What it reads. */
  readonly documents: { readonly bucketName: string; readonly prefix: string };
}

export type KnowledgeBases = Readonly<Record<string, BuiltKnowledgeBase>>;

/**
 * Knowledge bases over the lake, by name. In a recovery environment they read what S3 has copied there, once the
 * strategy keeps everything ready: an index costs the same without queries.
 */
export function buildKnowledgeBases(stack: LayerStack<AiEnvironment>, foundation: AiFoundation): KnowledgeBases {
  const { environment, upstream } = foundation;
  if (upstream && upstream.strategy !== "warm-standby") return {};
  return Object.fromEntries(
    Object.entries(environment.ai.bedrock.knowledgeBases).map(([name, config]) => [
      name,
      buildKnowledgeBase(stack, foundation, name, config),
    ]),
  );
}

function buildKnowledgeBase(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
  name: string,
  config: KnowledgeBaseConfig,
): BuiltKnowledgeBase {
  const { site, data } = foundation;
  const { prefix, chunk, dimensions, audience } = config;
  const zone = partsOf(config.zone).name;
  const documents = {
    bucketArn: entryOf(data.zoneBucketArns, zone),
    kmsKeyArn: entryOf(data.zoneKeyArns, zone),
    prefix,
    chunk,
    audience,
  };
  const store = storeOf(stack, foundation, name, config);
  const embedding = vectorAccess(foundation, config.embedding);
  const role = knowledgeBaseRole(stack, `knowledge-${name}-role`, site, name, { documents, embedding, store });
  const base = new KnowledgeBase(stack, `knowledge-${name}`, {
    site,
    purpose: name,
    role,
    embedding: { modelArn: embedding.profileArn ?? embedding.modelArns[0] ?? "", dimensions },
    store,
    documents,
  });
  return { base, documents: { bucketName: entryOf(data.zoneBucketNames, zone), prefix } };
}

/** Its own collection, or the table that the data layer created for the database user with the same name. */
function storeOf(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
  name: string,
  { store, dimensions }: KnowledgeBaseConfig,
): VectorStore {
  const { site, environment, security, data } = foundation;
  if (store === "aurora") {
    const secretArn = entryOf(data.databaseUserSecretArns, name);
    return {
      kind: "aurora",
      clusterArn: data.databaseClusterArn,
      databaseName: data.databaseName,
      tableName: `${name}.passages_${dimensions}`,
      credentialsSecretArn: secretArn,
      statements: [
        ...runStatements(data.databaseClusterArn),
        ...readSecret("Credentials", { arn: secretArn, kmsKeyArn: security.secretsKeyArn, region: site.region }),
      ],
      ready: [],
    };
  }
  return new VectorCollection(stack, `knowledge-${name}-vectors`, {
    site,
    purpose: name,
    kmsKeyArn: security.lakeKeyArn,
    dimensions,
    redundant: environment.ai.bedrock.redundantVectors,
    access: {
      // Spelled out: the role's own policy names the collection.
      passages: `arn:aws:iam::${site.account}:role/${site.names.of("iam-role", knowledgeBasePurpose(name))}`,
      index: indexMakers(foundation),
    },
  }).store;
}

/** The principals that apply: the pipeline, and deployers by hand. */
function indexMakers({ environment, security }: AiFoundation): string[] {
  const { delivery, personas } = environment.security;
  return [
    ...(isDelivered(delivery) ? [entryOf(security.deliveryRoleArns, "apply")] : []),
    ...(personas.identity ? [entryOf(security.personaRoleArns, "deployer")] : []),
  ];
}
