/** An environment in its region. */
export interface Site {
  readonly environment: string;
  readonly region: string;
}

/** Where the roles of an environment act: at home, and where the environment is recovered within the same account. */
export interface Reach {
  readonly organization: string;
  readonly account: string;
  readonly sites: readonly Site[];
}

const bucket = (purpose: string) => `arn:aws:s3:::{name}-${purpose}-{account}-{region}`;
const regional = (service: string, resource: string) => `arn:aws:${service}:{region}:{account}:${resource}`;
const role = (purpose: string) => `arn:aws:iam::{account}:role/{name}-${purpose}`;

/**
 * What the resources are called that the policies of personas and delivery roles speak of, in one place. A layer that
 * makes such a resource names it so, or nobody may touch it. `{name}` is `<organization>-<environment>`, as in
 * strata-dev. What AWS names by ids (network, keys, guardrails) is told apart by account, region, alias or tag.
 */
export const resourcePatterns = {
  aiUserProfile: regional("sagemaker", "user-profile/*/{name}-ai-engineer*"),
  alarm: regional("cloudwatch", "alarm:{name}-*"),
  artifactsBucket: bucket("artifacts"),
  artifactsObject: `${bucket("artifacts")}/*`,
  autoScalingGroup: regional("autoscaling", "autoScalingGroup:*:autoScalingGroupName/{name}-*"),
  backupRole: role("backup-*"),
  backupVault: regional("backup", "backup-vault:{name}-*"),
  bucket: "arn:aws:s3:::{name}-*",
  cache: regional("elasticache", "replicationgroup:{name}-*"),
  cacheNode: regional("elasticache", "cluster:{name}-*"),
  codeObject: `${bucket("code")}/*`,
  dashboard: "arn:aws:cloudwatch::{account}:dashboard/{name}-*",
  database: regional("rds", "db:{name}-*"),
  databaseCluster: regional("rds", "cluster:{name}-*"),
  eksCluster: regional("eks", "cluster/{name}-*"),
  eksNodeGroup: regional("eks", "nodegroup/{name}-*/*/*"),
  endpoint: regional("sagemaker", "endpoint/{name}-*"),
  function: regional("lambda", "function:{name}-*"),
  globalDatabase: "arn:aws:rds::{account}:global-cluster:{name}-*",
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
  processedBucket: bucket("lake-processed"),
  processedObject: `${bucket("lake-processed")}/*`,
  processingJob: regional("sagemaker", "processing-job/{name}-*"),
  rawBucket: bucket("lake-raw"),
  rawObject: `${bucket("lake-raw")}/*`,
  recoveryPoint: regional("backup", "recovery-point:*"),
  role: role("*"),
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

/** A pattern with the names, account and region of each site filled in. */
export function fill(pattern: string, { organization, account, sites }: Reach): string[] {
  const filled = sites.map(({ environment, region }) =>
    pattern
      .replaceAll("{name}", `${organization}-${environment}`)
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
