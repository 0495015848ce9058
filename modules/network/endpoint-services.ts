/**
 * Services reached through interface endpoints, by the last part of their endpoint name
 * (docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html).
 */
export const interfaceEndpoints = [
  "bedrock-agent-runtime",
  "bedrock-runtime",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "events",
  "glue",
  "kinesis-streams",
  "kms",
  "logs",
  "monitoring",
  "sagemaker.api",
  "sagemaker.featurestore-runtime",
  "sagemaker.runtime",
  "secretsmanager",
  "sqs",
  "ssm",
  "sts",
] as const;
