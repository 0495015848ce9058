import { edgeControls } from "./fsbp-edge";
import { modelControls } from "./fsbp-models";
import { watchingControls } from "./fsbp-watching";

/** A control of the AWS Foundational Security Best Practices standard, and what holds the platform to it. */
export interface Control {
  readonly id: string;
  readonly asks: string;
  /** Checks of checkov 3.3.30 that ask the same, in whole or in part. */
  readonly checkov?: readonly string[];
  /** What those checks leave open, or let pass. */
  readonly gap?: string;
  /** Rules of the platform. */
  readonly rules?: readonly string[];
  /** There is nothing to check: the platform makes none of these types. */
  readonly absent?: readonly string[];
  /** Why the platform does otherwise. */
  readonly declined?: string;
  /** Why only the account itself can tell, where Security Hub watches it. */
  readonly atRunTime?: string;
}

const snapshots = ["aws_db_snapshot", "aws_db_cluster_snapshot"];
const literal = "The checks take the configuration for an object; as literal JSON they leave it out.";
const nodesOnly = "The check knows aws_elasticache_cluster only, not replication groups.";

/**
 * Every control that the standard (v1.0.0) lists for the data services and for what containers run on, as far as the
 * platform has them: PostgreSQL is its one engine, and it has neither DAX nor directory buckets. Those for tags are
 * another standard's, and it has none for CodePipeline and CodeDeploy. Those for what requests pass are in fsbp-edge.ts,
 * those for what watches in fsbp-watching.ts, those for models and streams in fsbp-models.ts.
 */
export const controls: readonly Control[] = [
  ...edgeControls,
  ...modelControls,
  ...watchingControls,
  {
    id: "APIGateway.1",
    asks: "APIs log their errors",
    checkov: ["CKV2_AWS_4"],
    gap: "Settings of one method are enough for the check.",
    rules: ["STRATA040"],
  },
  {
    id: "APIGateway.2",
    asks: "Stages show a certificate to HTTP backends",
    checkov: ["CKV2_AWS_51"],
    gap: "The check asks it of stages that call functions only, too, where a waiver says so; the rule reads the document.",
    rules: ["STRATA040"],
  },
  { id: "APIGateway.3", asks: "Stages trace requests", checkov: ["CKV_AWS_73"] },
  { id: "APIGateway.4", asks: "Stages have a web ACL", checkov: ["CKV2_AWS_29"] },
  { id: "APIGateway.5", asks: "Caches of stages are encrypted", checkov: ["CKV_AWS_308"] },
  { id: "APIGateway.8", asks: "Routes say who may call them", checkov: ["CKV_AWS_309"] },
  { id: "APIGateway.9", asks: "Stages of HTTP APIs log requests", checkov: ["CKV_AWS_95"] },
  { id: "APIGateway.10", asks: "Private backends are called with TLS", rules: ["STRATA040"] },
  { id: "Athena.4", asks: "Workgroups publish metrics of their queries", rules: ["STRATA030"] },
  { id: "CodeBuild.1", asks: "URLs of sources have no credentials", rules: ["STRATA047"] },
  { id: "CodeBuild.2", asks: "Variables of builds have no keys of AWS", rules: ["STRATA047"] },
  { id: "CodeBuild.3", asks: "Logs of builds in S3 are encrypted", checkov: ["CKV_AWS_311"] },
  {
    id: "CodeBuild.4",
    asks: "Builds write logs",
    checkov: ["CKV_AWS_314"],
    gap: "A log that is turned off is enough for the check.",
    rules: ["STRATA047"],
  },
  { id: "CodeBuild.7", asks: "Exports of reports are encrypted", absent: ["aws_codebuild_report_group"] },
  { id: "Cognito.1", asks: "User pools watch sign-ins", rules: ["STRATA041"] },
  {
    id: "Cognito.2",
    asks: "Identity pools let no guests in",
    checkov: ["CKV_AWS_366"],
    absent: ["aws_cognito_identity_pool"],
  },
  { id: "Cognito.3", asks: "Passwords are strong", rules: ["STRATA041"] },
  { id: "Cognito.4", asks: "User pools watch custom sign-ins", rules: ["STRATA041"] },
  { id: "Cognito.5", asks: "User pools ask for a second factor", rules: ["STRATA041"] },
  { id: "Cognito.6", asks: "User pools have deletion protection", rules: ["STRATA012"] },
  {
    id: "DynamoDB.1",
    asks: "Tables scale with demand",
    checkov: ["CKV2_AWS_16"],
    gap: "One dimension with a policy is enough for the check, and indexes do not count.",
    rules: ["STRATA024"],
  },
  {
    id: "DynamoDB.2",
    asks: "Tables have point-in-time recovery",
    checkov: ["CKV_AWS_28"],
    gap: "The check does not know aws_dynamodb_table_replica.",
    rules: ["STRATA025"],
  },
  { id: "DynamoDB.6", asks: "Tables have deletion protection", rules: ["STRATA012", "STRATA025"] },
  { id: "ECR.1", asks: "Images are scanned", checkov: ["CKV_AWS_163"] },
  { id: "ECR.2", asks: "Tags never move", checkov: ["CKV_AWS_51"] },
  { id: "ECR.3", asks: "Repositories have a lifecycle", rules: ["STRATA039"] },
  { id: "EKS.1", asks: "Endpoints of clusters are not public", checkov: ["CKV_AWS_39"] },
  {
    id: "EKS.2",
    asks: "Clusters run a supported version",
    checkov: ["CKV_AWS_339"],
    gap: "The check takes versions that standard support has ended for, which `strata check` refuses, and none at all.",
    rules: ["STRATA038"],
  },
  {
    id: "EKS.3",
    asks: "Secrets of Kubernetes are encrypted",
    checkov: ["CKV_AWS_58"],
    gap: "The check does not ask with whose key.",
    rules: ["STRATA038"],
  },
  {
    id: "EKS.8",
    asks: "Clusters log what is done in them",
    checkov: ["CKV_AWS_37"],
    gap: "EKS makes the log group itself where no stack does: without key, and for good.",
    rules: ["STRATA038"],
  },
  {
    id: "ElastiCache.1",
    asks: "Caches keep automatic backups",
    checkov: ["CKV_AWS_134"],
    gap: nodesOnly,
    rules: ["STRATA023"],
  },
  {
    id: "ElastiCache.2",
    asks: "Caches take minor upgrades",
    checkov: ["CKV_AWS_322"],
    gap: nodesOnly,
    rules: ["STRATA023"],
  },
  {
    id: "ElastiCache.3",
    asks: "Replication groups fail over",
    checkov: ["CKV2_AWS_50"],
    gap: "The check asks for failover and not for several zones, nor for a number of nodes.",
    rules: ["STRATA016"],
  },
  {
    id: "ElastiCache.4",
    asks: "Replication groups are encrypted at rest",
    checkov: ["CKV_AWS_29", "CKV_AWS_191"],
  },
  {
    id: "ElastiCache.5",
    asks: "Replication groups are encrypted in transit",
    checkov: ["CKV_AWS_30"],
    gap: "The check is content with transit_encryption_mode preferred.",
    rules: ["STRATA018"],
  },
  {
    id: "ElastiCache.6",
    asks: "Clients of replication groups authenticate",
    checkov: ["CKV_AWS_31"],
    gap: "A shared token is enough for the check, and it does not look at the users of a group.",
    rules: ["STRATA023"],
  },
  {
    id: "ElastiCache.7",
    asks: "Caches are in a subnet group other than the default",
    checkov: ["CKV_AWS_323"],
    gap: nodesOnly,
    rules: ["STRATA017"],
  },
  { id: "EMR.1", asks: "Primary nodes have no public address", rules: ["STRATA017"] },
  {
    id: "EMR.2",
    asks: "Block public access is on, with no port but 22 excepted",
    checkov: ["CKV_AWS_390"],
    gap: "The check reads the switch and not the ports, and does not miss the setting where there is none.",
    rules: ["STRATA031"],
  },
  {
    id: "EMR.3",
    asks: "Security configurations encrypt at rest",
    checkov: ["CKV_AWS_171", "CKV_AWS_349", "CKV_AWS_350"],
    gap: `${literal} CKV_AWS_171 looks for the letters SSE-KMS anywhere in it.`,
    rules: ["STRATA028"],
  },
  {
    id: "EMR.4",
    asks: "Security configurations encrypt in transit",
    checkov: ["CKV_AWS_351"],
    gap: literal,
    rules: ["STRATA028"],
  },
  { id: "EventBridge.3", asks: "Buses say who may send to them", rules: ["STRATA042"] },
  { id: "Glue.3", asks: "Machine-learning transforms are encrypted at rest", rules: ["STRATA029"] },
  { id: "Glue.4", asks: "Spark jobs run on a supported version of Glue", rules: ["STRATA029"] },
  {
    id: "Lambda.1",
    asks: "Function policies grant no public access",
    checkov: ["CKV_AWS_301", "CKV_AWS_364"],
    gap: "The checks know the principal * and a few services, not conditions.",
    rules: ["STRATA002"],
  },
  { id: "Lambda.2", asks: "Functions run on a supported runtime", checkov: ["CKV_AWS_363"] },
  { id: "Lambda.5", asks: "Functions in a VPC span several zones", rules: ["STRATA017"] },
  { id: "RDS.1", asks: "Snapshots are private", checkov: ["CKV_AWS_302"], absent: snapshots },
  { id: "RDS.2", asks: "Instances are not public", checkov: ["CKV_AWS_17"] },
  { id: "RDS.3", asks: "Instances are encrypted at rest", checkov: ["CKV_AWS_16"] },
  { id: "RDS.4", asks: "Snapshots are encrypted", checkov: ["CKV_AWS_146"], absent: snapshots },
  { id: "RDS.5", asks: "Instances are Multi-AZ", checkov: ["CKV_AWS_157"] },
  { id: "RDS.6", asks: "Instances have enhanced monitoring", checkov: ["CKV_AWS_118"] },
  {
    id: "RDS.7",
    asks: "Clusters have deletion protection",
    checkov: ["CKV_AWS_139"],
    gap: "The check does not compare a secondary with its primary, nor look at final snapshots.",
    rules: ["STRATA012", "STRATA025"],
  },
  {
    id: "RDS.8",
    asks: "Instances have deletion protection",
    checkov: ["CKV_AWS_293"],
    gap: "The check does not look at final snapshots.",
    rules: ["STRATA012"],
  },
  {
    id: "RDS.9",
    asks: "Instances send their engine's logs to CloudWatch",
    checkov: ["CKV_AWS_129"],
    gap: "Any one log is enough for the check.",
    rules: ["STRATA021"],
  },
  { id: "RDS.10", asks: "Instances take IAM authentication", checkov: ["CKV_AWS_161"] },
  {
    id: "RDS.11",
    asks: "Instances keep automatic backups",
    checkov: ["CKV_AWS_133"],
    gap: "One day is enough for the check, and a missing argument, which is none.",
    rules: ["STRATA009"],
  },
  {
    id: "RDS.12",
    asks: "Clusters take IAM authentication",
    checkov: ["CKV_AWS_162"],
    gap: "The check does not compare a secondary with its primary.",
    rules: ["STRATA025"],
  },
  { id: "RDS.13", asks: "Instances take minor upgrades", checkov: ["CKV_AWS_226"] },
  { id: "RDS.15", asks: "Clusters span several zones", rules: ["STRATA016"] },
  {
    id: "RDS.16",
    asks: "Clusters of Aurora copy tags to snapshots",
    checkov: ["CKV_AWS_313"],
    gap: "The check does not compare a secondary with its primary.",
    rules: ["STRATA025"],
  },
  { id: "RDS.17", asks: "Instances copy tags to snapshots", checkov: ["CKV2_AWS_60"] },
  { id: "RDS.19", asks: "Critical events of clusters are reported", rules: ["STRATA022"] },
  { id: "RDS.20", asks: "Critical events of instances are reported", rules: ["STRATA022"] },
  { id: "RDS.21", asks: "Changes of parameter groups are reported", rules: ["STRATA022"] },
  { id: "RDS.22", asks: "Changes of database security groups are reported", rules: ["STRATA022"] },
  { id: "RDS.23", asks: "Databases do not listen on the engine's default port", rules: ["STRATA019"] },
  { id: "RDS.24", asks: "Clusters have no administrator with a default name", rules: ["STRATA034"] },
  { id: "RDS.25", asks: "Instances have no administrator with a default name", rules: ["STRATA034"] },
  {
    id: "RDS.27",
    asks: "Clusters are encrypted at rest",
    checkov: ["CKV_AWS_96", "CKV_AWS_327", "CKV_AWS_140"],
    gap: "The checks are content with a key of another region, and CKV_AWS_140 skips a global cluster with a source.",
    rules: ["STRATA025"],
  },
  { id: "RDS.36", asks: "PostgreSQL instances send logs to CloudWatch", rules: ["STRATA021"] },
  {
    id: "RDS.37",
    asks: "Aurora PostgreSQL sends logs to CloudWatch",
    checkov: ["CKV_AWS_324"],
    gap: "Any one log is enough for the check.",
    rules: ["STRATA021"],
  },
  { id: "RDS.43", asks: "Proxies require TLS", rules: ["STRATA018"] },
  { id: "RDS.46", asks: "Instances are in no subnet with a route to an internet gateway", rules: ["STRATA017"] },
  { id: "RDS.47", asks: "PostgreSQL clusters copy tags to snapshots", checkov: ["CKV_AWS_313"] },
  {
    id: "RDS.50",
    asks: "Clusters keep backups for a week",
    checkov: ["CKV_AWS_133"],
    gap: "One day is enough for the check. It is for the rule too, in a sandbox.",
    rules: ["STRATA009"],
  },
  { id: "S3.1", asks: "The account blocks public access to buckets", rules: ["STRATA031"] },
  {
    id: "S3.2",
    asks: "Buckets block public reading",
    checkov: ["CKV_AWS_20", "CKV_AWS_70"],
    gap: "The checks do not weigh the conditions of a policy.",
    rules: ["STRATA002"],
  },
  {
    id: "S3.3",
    asks: "Buckets block public writing",
    checkov: ["CKV_AWS_57", "CKV_AWS_70"],
    gap: "The checks do not weigh the conditions of a policy.",
    rules: ["STRATA002"],
  },
  {
    id: "S3.5",
    asks: "Buckets refuse requests without TLS",
    checkov: ["CKV_AWS_379"],
    gap: "The check reads the policy only where an ACL makes the bucket public.",
    rules: ["STRATA027"],
  },
  { id: "S3.6", asks: "Bucket policies keep owner's actions from other accounts", rules: ["STRATA027"] },
  {
    id: "S3.8",
    asks: "Buckets block public access",
    checkov: ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
  },
  { id: "S3.9", asks: "Buckets log access", checkov: ["CKV_AWS_18"] },
  { id: "S3.12", asks: "No ACL grants access", checkov: ["CKV2_AWS_65"] },
  {
    id: "S3.13",
    asks: "Buckets have a lifecycle",
    checkov: ["CKV2_AWS_61"],
    gap: "Any lifecycle is enough for the check, also one that ends no old version.",
    rules: ["STRATA027"],
  },
  {
    id: "S3.19",
    asks: "Access points block public access",
    checkov: ["CKV_AWS_392"],
    gap: "The check finds an access point only where all of the settings are off.",
    rules: ["STRATA035"],
  },
  { id: "S3.24", asks: "Multi-Region Access Points block public access", rules: ["STRATA035"] },
  { id: "SecretsManager.1", asks: "Secrets rotate", checkov: ["CKV2_AWS_57"] },
  {
    id: "SecretsManager.2",
    asks: "Rotations succeed",
    atRunTime: "Whether the last rotation succeeded shows in the secret itself.",
  },
  {
    id: "SecretsManager.3",
    asks: "No secret is unused",
    atRunTime: "Who last read a secret shows in the secret itself.",
  },
  { id: "SecretsManager.4", asks: "Secrets rotate within a number of days", checkov: ["CKV_AWS_304"] },
  {
    id: "SNS.4",
    asks: "Topics grant no public access",
    checkov: ["CKV_AWS_169"],
    gap: "The check does not read conditions on the caller.",
    rules: ["STRATA002"],
  },
  { id: "SQS.1", asks: "Queues are encrypted at rest", checkov: ["CKV_AWS_27"] },
  {
    id: "SQS.3",
    asks: "Queues grant no public access",
    checkov: ["CKV_AWS_168"],
    gap: "The check does not read conditions on the caller.",
    rules: ["STRATA002"],
  },
];
