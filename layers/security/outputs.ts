import { contract, map, text } from "../../platform/contract";

const keyArn = (use: string) =>
  text(
    `Customer-managed key for ${use}.`,
    "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  );

/** What other layers may read from the security layer's state. */
export const securityOutputs = contract("security", {
  artifactsKeyArn: keyArn("model artifacts, container images and pipeline artifacts"),
  backupKeyArn: keyArn("backup vaults"),
  databaseKeyArn: keyArn("relational databases, tables and caches"),
  lakeKeyArn: keyArn("the data lake and its catalog"),
  logsKeyArn: keyArn("log groups and the log archive"),
  secretsKeyArn: keyArn("secrets and parameters"),
  streamsKeyArn: keyArn("streams, queues, topics and schedules"),
  volumesKeyArn: keyArn("disks of machines"),
  recoverySecretsKeyArn: keyArn("copies of secrets in the recovery region; empty where there is none"),
  secretArns: map("Generated secrets by name: where their values are, never the values.", {
    "session-signing-key": "arn:aws:secretsmanager:us-east-1:111122223333:secret:strata-dev-session-signing-key-AbCdEf",
  }),
  logArchiveBucketName: text(
    "Bucket that CloudTrail delivers its events to, below AWSLogs/<account>/.",
    "strata-dev-log-archive-111122223333-us-east-1",
  ),
  logArchiveBucketArn: text("ARN of the log archive.", "arn:aws:s3:::strata-dev-log-archive-111122223333-us-east-1"),
  trailLogGroupName: text("Log group that CloudTrail delivers its events to.", "/strata/dev/trail"),
  configurationBucketName: text(
    "Bucket that AWS Config delivers history and snapshots to; empty where another environment records the region.",
    "strata-dev-log-config-111122223333-us-east-1",
  ),
  configurationBucketArn: text(
    "ARN of the bucket of AWS Config; empty where there is none.",
    "arn:aws:s3:::strata-dev-log-config-111122223333-us-east-1",
  ),
  flowLogsBucketName: text(
    "Bucket that the VPC's flow logs are delivered to, with Hive-compatible prefixes, and nothing else.",
    "strata-dev-log-flows-111122223333-us-east-1",
  ),
  flowLogsBucketArn: text(
    "ARN of the bucket of flow logs.",
    "arn:aws:s3:::strata-dev-log-flows-111122223333-us-east-1",
  ),
  accessLogsBucketName: text(
    "Bucket that receives the server access logs of all other buckets.",
    "strata-dev-access-logs-111122223333-us-east-1",
  ),
  backupVaultName: text("Vault that backup plans write to.", "strata-dev-backup"),
  backupVaultArn: text(
    "ARN of the vault, for copies from another region.",
    "arn:aws:backup:us-east-1:111122223333:backup-vault:strata-dev-backup",
  ),
  permissionsBoundaryArn: text(
    "Policy that every role of the environment carries as its permissions boundary.",
    "arn:aws:iam::111122223333:policy/strata-dev-boundary",
  ),
  personaRoleArns: map("Role of each persona. Empty where the environment names no identity.", {
    developer: "arn:aws:iam::111122223333:role/personas/strata-dev-developer",
    deployer: "arn:aws:iam::111122223333:role/personas/strata-dev-deployer",
    operations: "arn:aws:iam::111122223333:role/personas/strata-dev-operations",
    "ai-engineer": "arn:aws:iam::111122223333:role/personas/strata-dev-ai-engineer",
  }),
  deliveryRoleArns: map("Roles of the pipeline. Empty where nothing delivers the environment.", {
    plan: "arn:aws:iam::111122223333:role/delivery/strata-dev-plan",
    apply: "arn:aws:iam::111122223333:role/delivery/strata-dev-apply",
  }),
});
