import { CustomerManagedKey } from "../../modules/encryption/customer-managed-key";
import type { KeyUse } from "../../modules/encryption/key-policy";
import { ReplicaKey } from "../../modules/encryption/replica-key";
import type { ContractValues } from "../../platform/contract";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import type { securityOutputs } from "./outputs";

/** The classifications of data at rest, one customer-managed key each: what it encrypts and who may use it. */
export const classifications = {
  artifacts: {
    description: "Model artifacts, container images and pipeline artifacts",
    use: { throughServices: ["s3", "ecr", "sagemaker", "codebuild", "codepipeline"] },
  },
  backup: {
    description: "Backup vaults",
    use: { throughServices: ["backup"], servicePrincipals: ["backup.amazonaws.com"] },
  },
  database: {
    description: "Relational databases, tables and caches",
    use: { throughServices: ["rds", "dynamodb", "elasticache"] },
  },
  lake: {
    description: "The data lake and its catalog",
    use: { throughServices: ["s3", "glue", "athena"] },
  },
  logs: {
    description: "Log groups and the log archive",
    use: {
      logGroups: true,
      trails: true,
      throughServices: ["s3"],
      servicePrincipals: ["config.amazonaws.com", "delivery.logs.amazonaws.com"],
    },
  },
  secrets: {
    description: "Secrets and parameters",
    use: { throughServices: ["secretsmanager", "ssm"] },
  },
  streams: {
    description: "Streams, queues and topics",
    use: {
      throughServices: ["kinesis", "sqs", "sns", "kafka"],
      servicePrincipals: ["events.amazonaws.com", "sns.amazonaws.com"],
    },
  },
} satisfies Record<string, { description: string; use: KeyUse }>;

export type Classification = keyof typeof classifications;

/**
 * One key per classification, or in a recovery region the replica of the primary's. Returns their ARNs.
 * @param primary what the primary's security layer publishes, where there is a primary
 */
export function buildKeys(
  stack: LayerStack<SecurityEnvironment>,
  names: Names,
  primary: ContractValues<typeof securityOutputs> | undefined,
): Record<Classification, string> {
  const { account, region, security } = stack.environment;
  const arns = Object.entries(classifications).map(([name, { description, use }]) => {
    const classification = name as Classification;
    const props = {
      alias: names.of("kms-alias", classification),
      description,
      deletionWindowDays: security.keys.deletionWindowDays,
      account,
      region,
      use,
    };
    const key = primary
      ? new ReplicaKey(stack, classification, { ...props, primaryKeyArn: primary[`${classification}KeyArn`] })
      : new CustomerManagedKey(stack, classification, {
          ...props,
          rotationDays: security.keys.rotationDays,
          multiRegion: security.keys.multiRegion,
        });
    return [classification, key.arn];
  });
  return Object.fromEntries(arns);
}
