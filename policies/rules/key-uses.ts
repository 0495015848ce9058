/** Who needs a key: a service as itself, or a principal through a service. `{region}` is the key's region. */
export type KeyUser =
  | { readonly principal: string; readonly through?: undefined }
  | { readonly through: string; readonly principal?: undefined };

const principal = (service: string): KeyUser => ({ principal: service });
const through = (service: string): KeyUser => ({ through: service });

/** Attributes that name a key, and who encrypts with it then. */
export const keyAttributes: readonly { readonly type: string; readonly attribute: string; readonly user: KeyUser }[] = [
  {
    type: "aws_athena_workgroup",
    attribute: "configuration.result_configuration.encryption_configuration.kms_key_arn",
    user: through("s3"),
  },
  { type: "aws_backup_vault", attribute: "kms_key_arn", user: through("backup") },
  { type: "aws_cloudtrail", attribute: "kms_key_id", user: principal("cloudtrail.amazonaws.com") },
  { type: "aws_cloudwatch_event_bus", attribute: "kms_key_identifier", user: principal("events.amazonaws.com") },
  { type: "aws_cloudwatch_log_group", attribute: "kms_key_id", user: principal("logs.{region}.amazonaws.com") },
  { type: "aws_config_delivery_channel", attribute: "s3_kms_key_arn", user: principal("config.amazonaws.com") },
  { type: "aws_db_instance", attribute: "kms_key_id", user: through("rds") },
  { type: "aws_db_instance", attribute: "master_user_secret_kms_key_id", user: through("secretsmanager") },
  { type: "aws_db_instance", attribute: "performance_insights_kms_key_id", user: through("rds") },
  { type: "aws_dynamodb_table", attribute: "server_side_encryption.kms_key_arn", user: through("dynamodb") },
  { type: "aws_dynamodb_table_replica", attribute: "kms_key_arn", user: through("dynamodb") },
  { type: "aws_ecr_repository", attribute: "encryption_configuration.kms_key", user: through("ecr") },
  { type: "aws_efs_file_system", attribute: "kms_key_id", user: through("elasticfilesystem") },
  { type: "aws_elasticache_replication_group", attribute: "kms_key_id", user: through("elasticache") },
  { type: "aws_elasticache_serverless_cache", attribute: "kms_key_id", user: through("elasticache") },
  {
    type: "aws_glue_data_catalog_encryption_settings",
    attribute: "data_catalog_encryption_settings.connection_password_encryption.aws_kms_key_id",
    user: through("glue"),
  },
  {
    type: "aws_glue_data_catalog_encryption_settings",
    attribute: "data_catalog_encryption_settings.encryption_at_rest.sse_aws_kms_key_id",
    user: through("glue"),
  },
  {
    type: "aws_glue_security_configuration",
    attribute: "encryption_configuration.cloudwatch_encryption.kms_key_arn",
    user: principal("logs.{region}.amazonaws.com"),
  },
  {
    type: "aws_glue_security_configuration",
    attribute: "encryption_configuration.s3_encryption.kms_key_arn",
    user: through("s3"),
  },
  { type: "aws_kinesis_stream", attribute: "kms_key_id", user: through("kinesis") },
  { type: "aws_lambda_function", attribute: "kms_key_arn", user: through("lambda") },
  { type: "aws_msk_cluster", attribute: "encryption_info.encryption_at_rest_kms_key_arn", user: through("kafka") },
  { type: "aws_rds_cluster", attribute: "kms_key_id", user: through("rds") },
  { type: "aws_rds_cluster", attribute: "master_user_secret_kms_key_id", user: through("secretsmanager") },
  { type: "aws_rds_cluster", attribute: "performance_insights_kms_key_id", user: through("rds") },
  { type: "aws_rds_cluster_instance", attribute: "performance_insights_kms_key_id", user: through("rds") },
  {
    type: "aws_s3_bucket_inventory",
    attribute: "destination.bucket.encryption.sse_kms.key_id",
    user: principal("s3.amazonaws.com"),
  },
  {
    type: "aws_s3_bucket_replication_configuration",
    attribute: "rule.destination.encryption_configuration.replica_kms_key_id",
    user: through("s3"),
  },
  {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    attribute: "rule.apply_server_side_encryption_by_default.kms_master_key_id",
    user: through("s3"),
  },
  { type: "aws_scheduler_schedule", attribute: "kms_key_arn", user: through("scheduler") },
  { type: "aws_secretsmanager_secret", attribute: "kms_key_id", user: through("secretsmanager") },
  { type: "aws_secretsmanager_secret", attribute: "replica.kms_key_id", user: through("secretsmanager") },
  { type: "aws_sns_topic", attribute: "kms_master_key_id", user: through("sns") },
  { type: "aws_sqs_queue", attribute: "kms_master_key_id", user: through("sqs") },
  { type: "aws_ssm_parameter", attribute: "key_id", user: through("ssm") },
];

/** What backup plans select by its tag, and the service that uses the key of a vault for its recovery points. */
export const backedUp: readonly { readonly type: string; readonly through: string }[] = [
  { type: "aws_db_instance", through: "rds" },
  { type: "aws_dynamodb_table", through: "dynamodb" },
  { type: "aws_dynamodb_table_replica", through: "dynamodb" },
  { type: "aws_ebs_volume", through: "ec2" },
  { type: "aws_efs_file_system", through: "elasticfilesystem" },
  { type: "aws_instance", through: "ec2" },
  { type: "aws_rds_cluster", through: "rds" },
  { type: "aws_s3_bucket", through: "s3" },
];

/** How a container of data names its key. The encryption of a bucket is a separate resource. */
export const containerKeys = {
  aws_s3_bucket: "rule.apply_server_side_encryption_by_default.kms_master_key_id",
  aws_sns_topic: "kms_master_key_id",
  aws_sqs_queue: "kms_master_key_id",
} as const;

/** Services that put something into an encrypted bucket, topic or queue as themselves, and so need its key. */
export const deliveries: readonly { readonly type: string; readonly attribute: string; readonly principal: string }[] =
  [
    { type: "aws_cloudtrail", attribute: "s3_bucket_name", principal: "cloudtrail.amazonaws.com" },
    { type: "aws_cloudtrail", attribute: "sns_topic_name", principal: "cloudtrail.amazonaws.com" },
    { type: "aws_cloudwatch_composite_alarm", attribute: "alarm_actions", principal: "cloudwatch.amazonaws.com" },
    { type: "aws_cloudwatch_event_target", attribute: "arn", principal: "events.amazonaws.com" },
    { type: "aws_cloudwatch_event_target", attribute: "dead_letter_config.arn", principal: "events.amazonaws.com" },
    { type: "aws_cloudwatch_metric_alarm", attribute: "alarm_actions", principal: "cloudwatch.amazonaws.com" },
    { type: "aws_config_delivery_channel", attribute: "s3_bucket_name", principal: "config.amazonaws.com" },
    { type: "aws_db_event_subscription", attribute: "sns_topic", principal: "events.rds.amazonaws.com" },
    { type: "aws_flow_log", attribute: "log_destination", principal: "delivery.logs.amazonaws.com" },
    { type: "aws_s3_bucket_inventory", attribute: "destination.bucket.bucket_arn", principal: "s3.amazonaws.com" },
    { type: "aws_s3_bucket_notification", attribute: "queue.queue_arn", principal: "s3.amazonaws.com" },
    { type: "aws_s3_bucket_notification", attribute: "topic.topic_arn", principal: "s3.amazonaws.com" },
    { type: "aws_sns_topic_subscription", attribute: "endpoint", principal: "sns.amazonaws.com" },
  ];
