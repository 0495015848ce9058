import type { Request } from "../../policies/access/simulate";
import { always, never, noPersona, type Row, sandbox, workshop } from "./row";
import { arn, key, type Site, s3, through } from "./sites";

const secret = (site: Site, application: string): Request => ({
  action: "secretsmanager:GetSecretValue",
  resource: arn(site, "secretsmanager", `secret:${site.name}-${application}-AbCdEf`),
  context: { "aws:ResourceTag/application": application },
});

/** Lines of the matrix about what may be seen: telemetry, data, secrets. */
export const dataRows: readonly Row[] = [
  {
    action: "Read metrics, logs and traces",
    developer: always,
    deployer: always,
    operations: always,
    "ai-engineer": always,
    calls: (site) => [
      { action: "cloudwatch:GetMetricStatistics", resource: "*" },
      { action: "logs:FilterLogEvents", resource: arn(site, "logs", `log-group:/strata/${site.environment}/orders`) },
      {
        action: "logs:FilterLogEvents",
        resource: arn(site, "logs", `log-group:/aws/containerinsights/${site.name}-main/application`),
      },
      { action: "logs:StartQuery", resource: arn(site, "logs", `log-group:/aws/eks/${site.name}-main/cluster`) },
      { action: "logs:StartQuery", resource: arn(site, "logs", `log-group:/aws/lambda/${site.name}-orders`) },
      { action: "xray:GetTraceSummaries", resource: "*" },
    ],
  },
  {
    action: "Call services of the mesh as one of them",
    ...noPersona,
    calls: (site) => [
      { action: "vpc-lattice-svcs:Invoke", resource: arn(site, "vpc-lattice", "service/svc-0a1b2c3d4e5f67890/orders") },
    ],
  },
  {
    action: "Read or write objects of the raw zone",
    ...noPersona,
    calls: (site) => [
      { action: "s3:GetObject", resource: s3(site, "lake-raw", "orders/1.parquet") },
      { action: "s3:PutObject", resource: s3(site, "lake-raw", "orders/1.parquet") },
      // A zone that an environment file adds is of a type, and its name begins like the type's.
      { action: "s3:GetObject", resource: s3(site, "lake-raw-orders", "1.parquet") },
      { action: "s3:GetObjectVersion", resource: s3(site, "lake-raw-orders", "1.parquet") },
      { action: "s3:PutObject", resource: s3(site, "lake-raw-orders", "1.parquet") },
    ],
  },
  {
    action: "Query tables of the processed zone, and read the results",
    developer: sandbox,
    deployer: never,
    operations: never,
    "ai-engineer": always,
    calls: (site) => [
      { action: "athena:StartQueryExecution", resource: arn(site, "athena", `workgroup/${site.name}-lake`) },
      { action: "athena:GetQueryResults", resource: arn(site, "athena", `workgroup/${site.name}-lake`) },
      { action: "s3:PutObject", resource: s3(site, "lake-results", "results/1.csv") },
      { action: "s3:GetObject", resource: s3(site, "lake-results", "results/1.csv") },
    ],
  },
  {
    // Who hands the key to services may use it through them, and reaches no data by that.
    action: "Use the lake's key through Glue and S3",
    developer: sandbox,
    deployer: always,
    operations: never,
    "ai-engineer": always,
    calls: (site) => [
      { action: "kms:Decrypt", resource: key(site, "lake"), context: through("glue", site) },
      { action: "kms:GenerateDataKey", resource: key(site, "lake"), context: through("s3", site) },
    ],
  },
  {
    action: "Delete results of queries, or query outside of the workgroup and its limit",
    ...noPersona,
    calls: (site) => [
      { action: "s3:DeleteObject", resource: s3(site, "lake-results", "results/1.csv") },
      { action: "athena:StartQueryExecution", resource: arn(site, "athena", "workgroup/primary") },
    ],
  },
  {
    action: "Read or write items of a table",
    ...noPersona,
    calls: (site) => [
      ...["GetItem", "Query", "Scan", "PutItem"].map((call) => ({
        action: `dynamodb:${call}`,
        resource: arn(site, "dynamodb", `table/strata-${site.owner}-sessions`),
      })),
      {
        action: "dynamodb:Query",
        resource: arn(site, "dynamodb", `table/strata-${site.owner}-documents/index/by-owner`),
      },
    ],
  },
  {
    action: "Read the password of a user of the database, or of its administrator",
    ...noPersona,
    calls: (site) => [
      ...["gateway-credentials", "master-user"].map((name) => ({
        action: "secretsmanager:GetSecretValue",
        resource: arn(site, "secretsmanager", `secret:${site.name}-main-${name}-AbCdEf`),
      })),
      {
        action: "secretsmanager:GetSecretValue",
        resource: arn(site, "secretsmanager", "secret:rds!cluster-1234abcd-AbCdEf"),
      },
    ],
  },
  {
    // Who changes the users of the file calls the function.
    action: "Have the users of the database made",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      {
        action: "lambda:InvokeFunction",
        resource: arn(site, "lambda", `function:${site.name}-users-main`),
        context: { "aws:ResourceTag/layer": "data" },
      },
    ],
  },
  {
    action: "Sign in to the database or the cache",
    ...noPersona,
    calls: (site) => [
      { action: "rds-db:connect", resource: arn(site, "rds-db", "dbuser:cluster-ABCDEFGHIJKL/application") },
      { action: "elasticache:Connect", resource: arn(site, "elasticache", `user:${site.name}-main`) },
    ],
  },
  {
    action: "Read objects of the processed zone",
    developer: sandbox,
    deployer: never,
    operations: never,
    "ai-engineer": always,
    calls: (site) => [
      { action: "s3:GetObject", resource: s3(site, "lake-processed", "orders/1.parquet") },
      { action: "s3:GetObject", resource: s3(site, "lake-processed-orders", "1.parquet") },
    ],
    also: (site) => [
      { action: "s3:ListBucket", resource: s3(site, "lake-processed"), context: { "s3:prefix": "orders/" } },
      { action: "kms:Decrypt", resource: key(site, "lake"), context: through("s3", site) },
    ],
  },
  {
    action: "Decrypt data by calling KMS itself",
    ...noPersona,
    calls: (site) =>
      ["lake", "database", "secrets"].map((name) => ({ action: "kms:Decrypt", resource: key(site, name) })),
  },
  {
    action: "Write model artifacts",
    developer: never,
    deployer: never,
    operations: never,
    "ai-engineer": workshop,
    calls: (site) => [{ action: "s3:PutObject", resource: s3(site, "artifacts", "churn/model.tar.gz") }],
    also: (site) => [{ action: "kms:GenerateDataKey", resource: key(site, "artifacts"), context: through("s3", site) }],
  },
  {
    action: "Read secrets of the own application",
    developer: sandbox,
    deployer: never,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [secret(site, "orders")],
    also: (site) => [
      { action: "kms:Decrypt", resource: key(site, "secrets"), context: through("secretsmanager", site) },
    ],
    tags: () => ({ application: "orders" }),
  },
  {
    action: "Read secrets of another application",
    ...noPersona,
    calls: (site) => [secret(site, "payments"), { ...secret(site, "payments"), context: {} }],
    tags: () => ({ application: "orders" }),
  },
  {
    action: "Read secrets without an application",
    ...noPersona,
    calls: (site) => [secret(site, "orders")],
  },
];
