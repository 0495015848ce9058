/**
 * AWS Config managed rules that the account is measured against, by the name of the rule
 * (docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html).
 */
export const managedRules: Readonly<Record<string, string>> = {
  "cloudtrail-log-file-validation": "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
  "cloudtrail-multi-region": "MULTI_REGION_CLOUD_TRAIL_ENABLED",
  "cloudwatch-log-groups-encrypted": "CLOUDWATCH_LOG_GROUP_ENCRYPTED",
  "dynamodb-pitr": "DYNAMODB_PITR_ENABLED",
  "ebs-encryption-by-default": "EC2_EBS_ENCRYPTION_BY_DEFAULT",
  "eks-endpoint-private": "EKS_ENDPOINT_NO_PUBLIC_ACCESS",
  "eks-secrets-encrypted": "EKS_SECRETS_ENCRYPTED",
  "elasticache-encrypted-in-transit": "ELASTICACHE_REPL_GRP_ENCRYPTED_IN_TRANSIT",
  "guardduty-enabled": "GUARDDUTY_ENABLED_CENTRALIZED",
  "iam-no-inline-administrators": "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS",
  "iam-root-access-key": "IAM_ROOT_ACCESS_KEY_CHECK",
  "instance-metadata-v2": "EC2_IMDSV2_CHECK",
  "kms-key-not-scheduled-for-deletion": "KMS_CMK_NOT_SCHEDULED_FOR_DELETION",
  "kms-rotation": "CMK_BACKING_KEY_ROTATION_ENABLED",
  "lambda-not-public": "LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED",
  "rds-deletion-protection": "RDS_CLUSTER_DELETION_PROTECTION_ENABLED",
  "rds-storage-encrypted": "RDS_STORAGE_ENCRYPTED",
  "root-account-mfa": "ROOT_ACCOUNT_MFA_ENABLED",
  "s3-no-public-read": "S3_BUCKET_PUBLIC_READ_PROHIBITED",
  "s3-no-public-write": "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
  "s3-tls-only": "S3_BUCKET_SSL_REQUESTS_ONLY",
  "sagemaker-no-direct-internet": "SAGEMAKER_NOTEBOOK_NO_DIRECT_INTERNET_ACCESS",
  "secrets-rotated": "SECRETSMANAGER_ROTATION_ENABLED_CHECK",
  "vpc-default-group-closed": "VPC_DEFAULT_SECURITY_GROUP_CLOSED",
  "vpc-flow-logs": "VPC_FLOW_LOGS_ENABLED",
  "vpc-no-open-ssh": "INCOMING_SSH_DISABLED",
};
