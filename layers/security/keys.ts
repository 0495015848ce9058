import type { KeyUse } from "../../modules/encryption/key-policy";

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
    use: { logGroups: true, throughServices: ["s3"], servicePrincipals: ["delivery.logs.amazonaws.com"] },
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
