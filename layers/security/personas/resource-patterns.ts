/** An environment in its region. */
export interface Site {
  readonly environment: string;
  readonly region: string;
  /** Environment that it recovers: replicas of tables and secrets keep the names they have there. */
  readonly recovers?: string;
}

/** Where the roles of an environment act: at home, and where the environment is recovered within the same account. */
export interface Reach {
  readonly organization: string;
  readonly account: string;
  readonly sites: readonly Site[];
}

const bucket = (purpose: string) => `arn:aws:s3:::{name}-${purpose}-{account}-{region}`;
/** Buckets of all zones of a type: their names begin alike. */
const zones = (purpose: string) => `arn:aws:s3:::{name}-${purpose}-*`;
const regional = (service: string, resource: string) => `arn:aws:${service}:{region}:{account}:${resource}`;
const role = (purpose: string) => `arn:aws:iam::{account}:role/{name}-${purpose}`;

/**
 * What the resources are called that the policies of personas and delivery roles speak of, in one place. A layer that
 * makes such a resource names it so, or nobody may touch it. `{name}` is `<organization>-<environment>`, as in
 * strata-dev; `{primary}` the same of the environment that is recovered. What AWS names by ids (network, keys,
 * guardrails) is told apart by account, region, alias or tag.
 */
export const resourcePatterns = {
  aiUserProfile: regional("sagemaker", "user-profile/*/{name}-ai-engineer*"),
  alarm: regional("cloudwatch", "alarm:{name}-*"),
  artifactsBucket: zones("artifacts"),
  artifactsObject: `${zones("artifacts")}/*`,
  autoScalingGroup: regional("autoscaling", "autoScalingGroup:*:autoScalingGroupName/{name}-*"),
  backupRole: role("backup-*"),
  backupVault: regional("backup", "backup-vault:{name}-*"),
  bucket: "arn:aws:s3:::{name}-*",
  cache: regional("elasticache", "replicationgroup:{name}-*"),
  cacheNode: regional("elasticache", "cluster:{name}-*"),
  catalog: regional("glue", "catalog"),
  codeObject: `${bucket("code")}/*`,
  dashboard: "arn:aws:cloudwatch::{account}:dashboard/{name}-*",
  database: regional("rds", "db:{name}-*"),
  databaseCluster: regional("rds", "cluster:{name}-*"),
  eksCluster: regional("eks", "cluster/{name}-*"),
  eksNodeGroup: regional("eks", "nodegroup/{name}-*/*/*"),
  endpoint: regional("sagemaker", "endpoint/{name}-*"),
  function: regional("lambda", "function:{name}-*"),
  glueLogGroup: regional("logs", "log-group:/aws-glue/*"),
  // AWS puts five characters before the name.
  globalCache: "arn:aws:elasticache::{account}:globalreplicationgroup:*{name}-*",
  globalDatabase: "arn:aws:rds::{account}:global-cluster:{name}-*",
  glueCrawler: regional("glue", "crawler/{name}-*"),
  glueTrigger: regional("glue", "trigger/{name}-*"),
  glueWorkflow: regional("glue", "workflow/{name}-*"),
  guardrail: regional("bedrock", "guardrail/*"),
  imageRepository: regional("ecr", "repository/{name}-*"),
  key: regional("kms", "key/*"),
  loadBalancer: regional("elasticloadbalancing", "loadbalancer/app/{name}-*"),
  logGroup: regional("logs", "log-group:/{organization}/{environment}/*"),
  machine: regional("ec2", "instance/*"),
  model: regional("sagemaker", "model/{name}-*"),
  modelPackage: regional("sagemaker", "model-package/{name}-*"),
  modelPackageGroup: regional("sagemaker", "model-package-group/{name}-*"),
  pipeline: regional("sagemaker", "pipeline/{name}-*"),
  processedBucket: zones("lake-processed"),
  processedDatabase: regional("glue", "database/{organization}_{environment}_lake_processed*"),
  processedObject: `${zones("lake-processed")}/*`,
  processedTable: regional("glue", "table/{organization}_{environment}_lake_processed*/*"),
  processingJob: regional("sagemaker", "processing-job/{name}-*"),
  queryWorkgroup: regional("athena", "workgroup/{name}-lake"),
  rawBucket: zones("lake-raw"),
  rawObject: `${zones("lake-raw")}/*`,
  recoveryPoint: regional("backup", "recovery-point:*"),
  resultsBucket: bucket("lake-results"),
  resultsObject: `${bucket("lake-results")}/*`,
  role: role("*"),
  rotationFunction: regional("lambda", "function:{name}-rotate-*"),
  sagemakerRole: role("sagemaker-*"),
  secret: regional("secretsmanager", "secret:{name}-*"),
  serviceLogGroup: regional("logs", "log-group:/aws/*"),
  siteObject: `${bucket("site")}/*`,
  snapshot: regional("rds", "cluster-snapshot:awsbackup:*"),
  table: regional("dynamodb", "table/{name}-*"),
  trainingJob: regional("sagemaker", "training-job/{name}-*"),
  transformJob: regional("sagemaker", "transform-job/{name}-*"),
  tuningJob: regional("sagemaker", "hyper-parameter-tuning-job/{name}-*"),
} as const;

export type ResourceKind = keyof typeof resourcePatterns;

/** A pattern with the names, account and region of each site filled in; none where no site has what it asks for. */
export function fill(pattern: string, { organization, account, sites }: Reach): string[] {
  const concerned = sites.filter(({ recovers }) => recovers !== undefined || !pattern.includes("{primary}"));
  const filled = concerned.map(({ environment, region, recovers }) =>
    pattern
      .replaceAll("{name}", `${organization}-${environment}`)
      .replaceAll("{primary}", `${organization}-${recovers}`)
      .replaceAll("{organization}", organization)
      .replaceAll("{environment}", environment)
      .replaceAll("{account}", account)
      .replaceAll("{region}", region),
  );
  return [...new Set(filled)];
}

/** ARNs of everything of these kinds, at every site. */
export function every(reach: Reach, ...kinds: readonly ResourceKind[]): string[] {
  return kinds.flatMap((kind) => fill(resourcePatterns[kind], reach));
}
