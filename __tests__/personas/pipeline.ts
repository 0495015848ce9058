import type { Request } from "../../policies/access/simulate";
import { arn, iam, key, type Site, s3, through } from "./sites";

/** What the delivery roles may and may not do, in every environment alike. */
export interface PipelineRow {
  readonly action: string;
  readonly plan: boolean;
  readonly apply: boolean;
  readonly calls: (site: Site) => readonly Request[];
}

const states = ({ name, account }: Site, key: string) => `arn:aws:s3:::${name}-state-${account}/${key}`;
const another = ({ environment }: Site) => (environment === "dev" ? "stage" : "dev");

export const pipeline: readonly PipelineRow[] = [
  {
    action: "See how things are set up",
    plan: true,
    apply: true,
    calls: (site) => [
      { action: "ec2:DescribeVpcs", resource: "*" },
      { action: "s3:GetBucketPolicy", resource: s3(site, "lake-raw") },
      { action: "iam:GetRole", resource: iam(site, `role/personas/strata-${site.owner}-developer`) },
      { action: "kms:GetKeyPolicy", resource: key(site, "lake") },
      { action: "rds:DescribeDBClusters", resource: arn(site, "rds", `cluster:${site.name}-orders`) },
      { action: "s3:GetObject", resource: s3(site, "code", "jobs/raw_to_processed.py") },
      // The Data Catalog is encrypted.
      { action: "kms:Decrypt", resource: key(site, "lake"), context: through("glue", site) },
      // A refresh reads parameters.
      {
        action: "ssm:GetParameter",
        resource: arn(site, "ssm", `parameter/strata/${site.environment}/services/orders`),
      },
      { action: "kms:Decrypt", resource: key(site, "secrets"), context: through("ssm", site) },
      { action: "glue:GetConnection", resource: arn(site, "glue", `connection/${site.name}-a`) },
      { action: "secretsmanager:GetResourcePolicy", resource: arn(site, "secretsmanager", "secret:any-AbCdEf") },
    ],
  },
  {
    action: "Read the states and the records of deploys, and hold the locks of the states",
    plan: true,
    apply: true,
    calls: (site) => [
      { action: "s3:GetObject", resource: states(site, `${site.environment}-data/terraform.tfstate`) },
      { action: "s3:GetObject", resource: states(site, `${site.environment}-data/terraform.tfstate.applied.json`) },
      { action: "s3:PutObject", resource: states(site, `${site.environment}-data/terraform.tfstate.tflock`) },
      { action: "s3:DeleteObject", resource: states(site, `${site.environment}-data/terraform.tfstate.tflock`) },
    ],
  },
  {
    action: "Write the states, and the records of deploys next to them",
    plan: false,
    apply: true,
    calls: (site) => [
      { action: "s3:PutObject", resource: states(site, `${site.environment}-data/terraform.tfstate`) },
      { action: "s3:PutObject", resource: states(site, `${site.environment}-data/terraform.tfstate.applied.json`) },
    ],
  },
  {
    action: "Delete a state, or touch another environment's",
    plan: false,
    apply: false,
    calls: (site) => [
      { action: "s3:DeleteObject", resource: states(site, `${site.environment}-data/terraform.tfstate`) },
      { action: "s3:DeleteObjectVersion", resource: states(site, `${site.environment}-data/terraform.tfstate`) },
      { action: "s3:PutObject", resource: `arn:aws:s3:::strata-${another(site)}-state-123456789012/x` },
    ],
  },
  {
    action: "Create and change infrastructure",
    plan: false,
    apply: true,
    calls: (site) => [
      { action: "ec2:CreateVpc", resource: arn(site, "ec2", "vpc/*") },
      { action: "s3:PutBucketPolicy", resource: s3(site, "lake-raw") },
      { action: "lambda:UpdateFunctionCode", resource: arn(site, "lambda", `function:${site.name}-orders`) },
      { action: "sagemaker:CreateEndpoint", resource: arn(site, "sagemaker", `endpoint/${site.name}-churn`) },
      { action: "bedrock:UpdateGuardrail", resource: arn(site, "bedrock", "guardrail/abcd1234") },
      { action: "kms:TagResource", resource: key(site, "lake") },
      { action: "s3:PutObject", resource: s3(site, "code", "jobs/raw_to_processed.py") },
      { action: "elasticache:CreateUserGroup", resource: arn(site, "elasticache", `usergroup:${site.name}-main`) },
      { action: "rds:RegisterDBProxyTargets", resource: arn(site, "rds", "target-group:prx-tg-0123") },
      // A replica has the name of the table it copies.
      {
        action: "dynamodb:UpdateContinuousBackups",
        resource: arn(site, "dynamodb", `table/strata-${site.owner}-sessions`),
      },
    ],
  },
  {
    action: "Let people into the cluster, as reviewed",
    plan: false,
    apply: true,
    calls: (site) => [
      { action: "eks:CreateAccessEntry", resource: arn(site, "eks", `cluster/${site.name}-main`) },
      {
        action: "eks:AssociateAccessPolicy",
        resource: arn(site, "eks", `access-entry/${site.name}-main/role/${site.account}/rescue/1a2b`),
      },
    ],
  },
  {
    action: "Make a role under the boundary and hand it to a service",
    plan: false,
    apply: true,
    calls: (site) => [
      {
        action: "iam:CreateRole",
        resource: iam(site, `role/${site.name}-orders`),
        context: { "iam:PermissionsBoundary": iam(site, `policy/strata-${site.owner}-boundary`) },
      },
      {
        action: "iam:PassRole",
        resource: iam(site, `role/${site.name}-orders`),
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      },
      {
        action: "iam:CreateServiceLinkedRole",
        resource: iam(site, "role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS"),
      },
    ],
  },
  {
    action: "Read or write data",
    plan: false,
    apply: false,
    calls: (site) => [
      { action: "s3:GetObject", resource: s3(site, "lake-raw", "orders/1.parquet") },
      { action: "s3:GetObject", resource: s3(site, "lake-processed", "orders/1.parquet") },
      { action: "s3:PutObject", resource: s3(site, "artifacts", "churn/model.tar.gz") },
      { action: "s3:GetObject", resource: s3(site, "lake-raw-orders", "1.parquet") },
      { action: "s3:GetObject", resource: s3(site, "lake-results", "results/1.csv") },
      { action: "rds-db:connect", resource: arn(site, "rds-db", "dbuser:cluster-ABCDEFGHIJKL/application") },
      { action: "elasticache:Connect", resource: arn(site, "elasticache", `user:${site.name}-main`) },
      // A persona that starts a job reads with the job's role.
      { action: "glue:StartJobRun", resource: arn(site, "glue", `job/${site.name}-events-etl`) },
      { action: "emr-serverless:StartJobRun", resource: arn(site, "emr-serverless", "/applications/00f1abcd") },
      { action: "athena:StartQueryExecution", resource: arn(site, "athena", `workgroup/${site.name}-lake`) },
      { action: "lambda:InvokeFunction", resource: arn(site, "lambda", `function:${site.name}-orders`) },
      { action: "dynamodb:GetItem", resource: arn(site, "dynamodb", `table/${site.name}-carts`) },
      { action: "dynamodb:Scan", resource: arn(site, "dynamodb", `table/${site.name}-carts`) },
      {
        action: "secretsmanager:GetSecretValue",
        resource: arn(site, "secretsmanager", `secret:${site.name}-orders-AbCdEf`),
      },
      { action: "kinesis:GetRecords", resource: arn(site, "kinesis", `stream/${site.name}-clicks`) },
      // The right to create topics does not include the right to read or write records.
      { action: "kafka-cluster:ReadData", resource: arn(site, "kafka", `topic/${site.name}-streams/0a1b-2/clicks`) },
      { action: "kafka-cluster:WriteData", resource: arn(site, "kafka", `topic/${site.name}-streams/0a1b-2/clicks`) },
      { action: "sqs:ReceiveMessage", resource: arn(site, "sqs", `${site.name}-orders`) },
      {
        action: "bedrock:InvokeModel",
        resource: `arn:aws:bedrock:${site.region}::foundation-model/amazon.nova-pro-v1:0`,
      },
      { action: "kms:Decrypt", resource: key(site, "lake") },
      {
        action: "elasticmapreduce:GetClusterSessionCredentials",
        resource: arn(site, "elasticmapreduce", "cluster/j-1A2B"),
      },
      { action: "macie2:GetSensitiveDataOccurrences", resource: "*" },
    ],
  },
  {
    action: "Let DynamoDB fill a replica",
    plan: false,
    apply: true,
    calls: (site) =>
      ["dynamodb:CreateTableReplica", "dynamodb:Scan", "dynamodb:PutItem"].map((action) => ({
        action,
        resource: arn(site, "dynamodb", `table/strata-${site.owner}-sessions`),
        context: { "aws:ViaAWSService": "true" },
      })),
  },
  {
    action: "Decrypt what a service keeps",
    plan: false,
    apply: true,
    calls: (site) => [
      { action: "kms:Decrypt", resource: key(site, "secrets"), context: through("secretsmanager", site) },
    ],
  },
];
