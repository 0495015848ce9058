import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { CustomerManagedKey } from "../../modules/encryption/customer-managed-key";
import type { KeyUse } from "../../modules/encryption/key-policy";
import { ReplicaKey } from "../../modules/encryption/replica-key";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { SecurityGround } from "./foundation";

/** The classifications of data at rest, one customer-managed key each: what it encrypts and who may use it. */
export const classifications = {
  artifacts: {
    description: "Model artifacts, container images, pipeline artifacts and pages",
    use: {
      throughServices: ["s3", "bedrock", "ecr", "sagemaker", "codebuild", "codepipeline"],
      distributions: true,
    },
  },
  backup: {
    description: "Backup vaults",
    use: {
      // Recovery points that AWS Backup does not manage fully are copied by their own service
      // (docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html).
      throughServices: ["backup", "dynamodb", "ec2", "elasticfilesystem", "rds", "s3"],
      servicePrincipals: ["backup.amazonaws.com"],
    },
  },
  database: {
    description: "Relational databases, tables and caches",
    use: { throughServices: ["rds", "dynamodb", "elasticache"] },
  },
  lake: {
    description: "The data lake and its catalog",
    use: {
      // SageMaker has online stores of features, OpenSearch Serverless vectors, and Bedrock copies while it reads.
      throughServices: ["s3", "glue", "athena", "aoss", "bedrock", "sagemaker"],
      servicePrincipals: ["s3.amazonaws.com"],
      // Macie leaves out what it cannot decrypt, and says nothing.
      readingServiceLinkedRoles: ["macie.amazonaws.com"],
    },
  },
  logs: {
    description: "Log groups and the log archive",
    use: {
      logGroups: true,
      trails: true,
      // X-Ray encrypts traces on behalf of the principal that sends them.
      throughServices: ["s3", "xray"],
      servicePrincipals: ["bedrock.amazonaws.com", "config.amazonaws.com", "delivery.logs.amazonaws.com"],
    },
  },
  secrets: {
    description: "Secrets and parameters",
    use: {
      // RDS makes the secrets of the databases it manages; EKS gets a grant from the creator of a cluster; Lambda
      // encrypts the environment variables of functions.
      throughServices: ["secretsmanager", "ssm", "rds", "eks", "lambda"],
      // An update of a cluster asks for its role's rights as well (github.com/aws/containers-roadmap/issues/1533).
      roles: ["eks-cluster"],
    },
  },
  streams: {
    description: "Streams, queues, topics and schedules",
    use: {
      throughServices: ["events", "kinesis", "sqs", "sns", "kafka", "scheduler"],
      // Those that publish to encrypted topics as themselves
      // (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
      servicePrincipals: [
        "budgets.amazonaws.com",
        "cloudwatch.amazonaws.com",
        "costalerts.amazonaws.com",
        "events.amazonaws.com",
        "events.rds.amazonaws.com",
        "sns.amazonaws.com",
      ],
    },
  },
  volumes: {
    description: "Disks of machines, and file systems",
    use: {
      // Home directories of Studio are a file system.
      throughServices: ["ec2", "elasticfilesystem", "sagemaker"],
      serviceLinkedRoles: ["autoscaling.amazonaws.com", "ec2fleet.amazonaws.com", "spot.amazonaws.com"],
    },
  },
} satisfies Record<string, { description: string; use: KeyUse }>;

export type Classification = keyof typeof classifications;

export interface Keys {
  /** ARN of the key of each classification. */
  readonly arns: Readonly<Record<Classification, string>>;
  /** Key of the copies of secrets in the recovery region; empty where no other environment recovers this one. */
  readonly recoverySecrets: string;
}

/**
 * One key per classification, or in a recovery region the replica of the primary's.
 *
 * The replica of the key of secrets is the primary's own: Secrets Manager copies secrets from that side, and says
 * nothing when the key of the copy is not there.
 */
export function buildKeys(stack: LayerStack<SecurityEnvironment>, ground: SecurityGround): Keys {
  const { site, environment, upstream } = ground;
  const { recovery, security } = environment;
  const { deletionWindowDays, rotationDays, multiRegion } = security.keys;
  const propsOf = (classification: Classification) => ({
    ...classifications[classification],
    site,
    purpose: classification,
    deletionWindowDays,
  });
  const build = (classification: Classification): string => {
    const props = propsOf(classification);
    if (!upstream) return new CustomerManagedKey(stack, classification, { ...props, rotationDays, multiRegion }).arn;
    if (classification !== "secrets") {
      const primaryKeyArn = upstream.security[`${classification}KeyArn`];
      return new ReplicaKey(stack, classification, { ...props, primaryKeyArn }).arn;
    }
    const targetKeyId = upstream.security.recoverySecretsKeyArn;
    new KmsAlias(stack, classification, { name: site.names.of("kms-alias", classification), targetKeyId });
    return targetKeyId;
  };
  const all = Object.keys(classifications) as Classification[];
  const arns = Object.fromEntries(all.map((name) => [name, build(name)])) as Record<Classification, string>;
  if (!recovery) return { arns, recoverySecrets: "" };

  const { purpose: _, ...secrets } = propsOf("secrets");
  const copy = new ReplicaKey(stack, "recovery-secrets", {
    ...secrets,
    site: { ...site, region: recovery.region },
    primaryKeyArn: arns.secrets,
    provider: stack.providerFor(recovery.region),
  });
  return { arns, recoverySecrets: copy.arn };
}
