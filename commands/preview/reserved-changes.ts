/** A call that the boundary denies to the pipeline, for one kind of change of a type. */
export interface ReservedChange {
  /** What of the change makes the call. A replacement removes, and then creates. */
  readonly on: "create" | "update" | "remove";
  /** Only an update of these arguments makes it. Default: of any but tags. */
  readonly arguments?: readonly string[];
  /** Only of resources with these addresses. Default: of all. */
  readonly addresses?: RegExp;
  readonly call: string;
  /** Who may make it: an administrator or, above tier sandbox, a person with break-glass access. */
  readonly by: "administrator" | "break-glass";
}

const removal = (call: string): ReservedChange[] => [{ on: "remove", call, by: "administrator" }];
const loss = (call: string): ReservedChange[] => [{ on: "remove", call, by: "break-glass" }];

/** Roles of people and of the pipeline, and what is attached to them. */
const roles = /\.(plan|apply|deployer|developer|operations|ai_engineer)(_\w+)?$/;

/** Settings of the buckets of logs. */
const ofLogs = (call: string): ReservedChange[] =>
  (["update", "remove"] as const).map((on) => ({
    on,
    addresses: /\.(log_(archive|config|flows)(_replication)?|access_logs)$/,
    call,
    by: "administrator",
  }));

const objectLock = "s3:PutBucketObjectLockConfiguration";

/** What the pipeline's roles may not change, by type. Guards stay up when a pipeline is taken over. */
export const reservedChanges: Readonly<Record<string, readonly ReservedChange[]>> = {
  aws_accessanalyzer_analyzer: removal("access-analyzer:DeleteAnalyzer"),
  aws_backup_vault: loss("backup:DeleteBackupVault"),
  aws_backup_vault_lock_configuration: removal("backup:DeleteBackupVaultLockConfiguration"),
  aws_bedrock_guardrail: loss("bedrock:DeleteGuardrail"),
  aws_bedrock_model_invocation_logging_configuration: removal("bedrock:DeleteModelInvocationLoggingConfiguration"),
  aws_cloudtrail: [
    { on: "update", call: "cloudtrail:UpdateTrail", by: "administrator" },
    ...removal("cloudtrail:DeleteTrail"),
  ],
  // The records of the trail.
  aws_cloudwatch_log_group: [
    {
      on: "update",
      arguments: ["retention_in_days"],
      addresses: /\.trail$/,
      call: "logs:PutRetentionPolicy",
      by: "administrator",
    },
    { on: "remove", addresses: /\.trail$/, call: "logs:DeleteLogGroup", by: "administrator" },
  ],
  aws_cloudwatch_log_metric_filter: removal("logs:DeleteMetricFilter"),
  aws_cognito_user_pool: loss("cognito-idp:DeleteUserPool"),
  aws_config_configuration_recorder: removal("config:DeleteConfigurationRecorder"),
  aws_config_configuration_recorder_status: removal("config:StopConfigurationRecorder"),
  aws_config_delivery_channel: removal("config:DeleteDeliveryChannel"),
  aws_dynamodb_table: loss("dynamodb:DeleteTable"),
  aws_dynamodb_table_replica: loss("dynamodb:DeleteTableReplica"),
  aws_ebs_encryption_by_default: removal("ec2:DisableEbsEncryptionByDefault"),
  aws_ecr_repository: loss("ecr:DeleteRepository"),
  aws_eks_cluster: loss("eks:DeleteCluster"),
  aws_elasticache_replication_group: loss("elasticache:DeleteReplicationGroup"),
  aws_flow_log: loss("ec2:DeleteFlowLogs"),
  aws_guardduty_detector: [
    { on: "update", call: "guardduty:UpdateDetector", by: "administrator" },
    ...removal("guardduty:DeleteDetector"),
  ],
  aws_guardduty_detector_feature: [{ on: "update", call: "guardduty:UpdateDetector", by: "administrator" }],
  aws_iam_account_password_policy: [
    { on: "update", call: "iam:UpdateAccountPasswordPolicy", by: "administrator" },
    ...removal("iam:DeleteAccountPasswordPolicy"),
  ],
  aws_iam_openid_connect_provider: [
    { on: "create", call: "iam:CreateOpenIDConnectProvider", by: "administrator" },
    ...removal("iam:DeleteOpenIDConnectProvider"),
  ],
  aws_iam_policy: [
    { on: "create", call: "iam:CreatePolicy", by: "administrator" },
    { on: "update", call: "iam:CreatePolicyVersion", by: "administrator" },
    ...removal("iam:DeletePolicy"),
  ],
  aws_iam_role: [
    {
      on: "update",
      arguments: ["permissions_boundary"],
      call: "iam:DeleteRolePermissionsBoundary",
      by: "administrator",
    },
    { on: "create", addresses: roles, call: "iam:CreateRole", by: "administrator" },
    { on: "update", addresses: roles, call: "iam:UpdateAssumeRolePolicy", by: "administrator" },
    { on: "remove", addresses: roles, call: "iam:DeleteRole", by: "administrator" },
  ],
  aws_iam_role_policy_attachment: [
    { on: "create", addresses: roles, call: "iam:AttachRolePolicy", by: "administrator" },
    { on: "remove", addresses: roles, call: "iam:DetachRolePolicy", by: "administrator" },
  ],
  aws_inspector2_enabler: removal("inspector2:Disable"),
  aws_kinesis_stream: loss("kinesis:DeleteStream"),
  aws_kms_key: [
    { on: "update", arguments: ["policy"], call: "kms:PutKeyPolicy", by: "administrator" },
    ...loss("kms:ScheduleKeyDeletion"),
  ],
  aws_kms_replica_key: [
    { on: "update", arguments: ["policy"], call: "kms:PutKeyPolicy", by: "administrator" },
    ...loss("kms:ScheduleKeyDeletion"),
  ],
  aws_macie2_account: removal("macie2:DisableMacie"),
  aws_rds_cluster: loss("rds:DeleteDBCluster"),
  aws_rds_global_cluster: loss("rds:DeleteGlobalCluster"),
  aws_s3_account_public_access_block: [
    { on: "update", call: "s3:PutAccountPublicAccessBlock", by: "administrator" },
    ...removal("s3:PutAccountPublicAccessBlock"),
  ],
  aws_s3_bucket: [...ofLogs("s3:DeleteBucket").filter(({ on }) => on === "remove"), ...loss("s3:DeleteBucket")],
  aws_s3_bucket_lifecycle_configuration: ofLogs("s3:PutLifecycleConfiguration"),
  aws_s3_bucket_logging: ofLogs("s3:PutBucketLogging"),
  aws_s3_bucket_notification: ofLogs("s3:PutBucketNotification"),
  // Buckets of logs alone have one.
  aws_s3_bucket_object_lock_configuration: [
    { on: "create", call: objectLock, by: "administrator" },
    { on: "update", call: objectLock, by: "administrator" },
    ...removal(objectLock),
  ],
  aws_s3_bucket_ownership_controls: ofLogs("s3:PutBucketOwnershipControls"),
  aws_s3_bucket_policy: ofLogs("s3:PutBucketPolicy"),
  aws_s3_bucket_public_access_block: ofLogs("s3:PutBucketPublicAccessBlock"),
  aws_s3_bucket_replication_configuration: ofLogs("s3:PutReplicationConfiguration"),
  aws_s3_bucket_server_side_encryption_configuration: ofLogs("s3:PutEncryptionConfiguration"),
  aws_s3_bucket_versioning: ofLogs("s3:PutBucketVersioning"),
  aws_sagemaker_feature_group: loss("sagemaker:DeleteFeatureGroup"),
  aws_secretsmanager_secret: loss("secretsmanager:DeleteSecret"),
  aws_securityhub_account: removal("securityhub:DisableSecurityHub"),
};
