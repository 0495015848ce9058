import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import { OpensearchserverlessAccessPolicy } from "@cdktf/provider-aws/lib/opensearchserverless-access-policy";
import { OpensearchserverlessCollection } from "@cdktf/provider-aws/lib/opensearchserverless-collection";
import { OpensearchserverlessSecurityPolicy } from "@cdktf/provider-aws/lib/opensearchserverless-security-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { passageFields, type VectorStore } from "./vector-store";

export interface VectorCollectionProps {
  readonly site: Site;
  /** What it holds, as in "handbook"; part of its name. */
  readonly purpose: string;
  readonly kmsKeyArn: string;
  /** Length of the vectors. Another length is another index. */
  readonly dimensions: number;
  /** Whether a second zone has all of it, at twice the price of the least that AWS bills. */
  readonly redundant: boolean;
  /** ARNs of the role that reads and writes passages, and of those that make the index. */
  readonly access: { readonly passages: string; readonly index: readonly string[] };
}

/**
 * A vector collection of OpenSearch Serverless with one index. It has no public endpoint and none in the VPC: Bedrock
 * alone reaches it, from the network of AWS. Cloud Control makes the index, also from there.
 */
export class VectorCollection extends Construct {
  readonly store: VectorStore & { readonly kind: "opensearch" };

  constructor(scope: Construct, id: string, props: VectorCollectionProps) {
    super(scope, id);
    const { site, purpose, kmsKeyArn, dimensions, access } = props;
    const name = site.names.of("vector-collection", purpose);
    const collection = { ResourceType: "collection", Resource: [`collection/${name}`] };
    const encryption = new OpensearchserverlessSecurityPolicy(this, "encryption", {
      name,
      type: "encryption",
      description: `Key of ${name}.`,
      policy: JSON.stringify({ Rules: [collection], AWSOwnedKey: false, KmsARN: kmsKeyArn }),
    });
    const network = new OpensearchserverlessSecurityPolicy(this, "network", {
      name,
      type: "network",
      description: `Who reaches ${name}: Bedrock.`,
      policy: JSON.stringify([
        { Rules: [collection], AllowFromPublic: false, SourceServices: ["bedrock.amazonaws.com"] },
      ]),
    });
    const index = { ResourceType: "index", Resource: [`index/${name}/*`] };
    const data = new OpensearchserverlessAccessPolicy(this, "access", {
      name,
      type: "data",
      description: `Who uses ${name}.`,
      policy: JSON.stringify([
        {
          Rules: [{ ...index, Permission: ["aoss:DescribeIndex", "aoss:ReadDocument", "aoss:WriteDocument"] }],
          Principal: [access.passages],
        },
        ...(access.index.length > 0
          ? [
              {
                Rules: [
                  {
                    ...index,
                    Permission: ["aoss:CreateIndex", "aoss:DeleteIndex", "aoss:DescribeIndex", "aoss:UpdateIndex"],
                  },
                ],
                Principal: access.index,
              },
            ]
          : []),
      ]),
    });
    const vectors = new OpensearchserverlessCollection(this, "collection", {
      name,
      type: "VECTORSEARCH",
      description: `Vectors of ${purpose}.`,
      standbyReplicas: props.redundant ? "ENABLED" : "DISABLED",
      // A collection takes the key of the policy that fits its name when it is made, and keeps it.
      dependsOn: [encryption],
    });
    const indexName = `passages-${dimensions}`;
    const built = new CloudcontrolapiResource(this, "index", {
      typeName: "AWS::OpenSearchServerless::Index",
      desiredState: JSON.stringify({
        CollectionEndpoint: vectors.collectionEndpoint,
        IndexName: indexName,
        Settings: { Index: { Knn: true } },
        Mappings: { Properties: mappings(dimensions) },
      }),
      dependsOn: [network, data],
    });
    this.store = {
      kind: "opensearch",
      collectionArn: vectors.arn,
      indexName,
      statements: [{ sid: "UseCollection", actions: "aoss:APIAccessAll", resources: vectors.arn }],
      ready: [built, network, data],
    };
  }
}

/**
 * Fields of a passage, as Bedrock asks for them
 * (docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-setup.html).
 */
function mappings(dimensions: number) {
  return {
    [passageFields.vector]: {
      Type: "knn_vector",
      Dimension: dimensions,
      Method: { Name: "hnsw", Engine: "faiss", SpaceType: "l2", Parameters: { EfConstruction: 512, M: 16 } },
    },
    [passageFields.text]: { Type: "text", Index: true },
    [passageFields.metadata]: { Type: "text", Index: false },
  };
}
