import type { Request } from "../simulate";
import { arn, iam, key, type Site, s3 } from "../sites";

/** Calls that create, change and delete what is of a Terraform type, on a resource with the name it bears. */
type Calls = (site: Site) => readonly Request[];

const calls = (service: string, actions: string, resource: string): Request[] =>
  actions.split(" ").map((action) => ({ action: `${service}:${action}`, resource }));

/** Calls on something in the site's region and account. */
const at =
  (service: string, actions: string, resource: (name: string) => string): Calls =>
  (site) =>
    calls(service, actions, arn(site, service, resource(site.name)));

/** Calls that know no resource. */
const anywhere =
  (service: string, actions: string): Calls =>
  () =>
    calls(service, actions, "*");

const all =
  (...several: readonly Calls[]): Calls =>
  (site) =>
    several.flatMap((of) => of(site));

const bucket =
  (actions: string): Calls =>
  (site) =>
    calls("s3", actions, s3(site, "lake-raw"));

const table = ({ owner }: Site) => `table/strata-${owner}-sessions`;

const role: Calls = (site) => [
  {
    action: "iam:CreateRole",
    resource: iam(site, `role/${site.name}-glue-etl`),
    context: { "iam:PermissionsBoundary": iam(site, `policy/strata-${site.owner}-boundary`) },
  },
  { action: "iam:PassRole", resource: iam(site, `role/${site.name}-glue-etl`) },
];

/**
 * What the provider calls to make, change and unmake each type of the data layer, as far as IAM tells one from another.
 * Deletions that ask for the break-glass tag are the access matrix's.
 */
export const dataCalls: Readonly<Record<string, Calls>> = {
  aws_appautoscaling_policy: at("application-autoscaling", "PutScalingPolicy", () => "scalable-target/1a2b"),
  aws_appautoscaling_target: at(
    "application-autoscaling",
    "RegisterScalableTarget DeregisterScalableTarget",
    () => "scalable-target/1a2b",
  ),
  aws_athena_workgroup: at(
    "athena",
    "CreateWorkGroup UpdateWorkGroup DeleteWorkGroup TagResource",
    (name) => `workgroup/${name}-lake`,
  ),
  aws_cloudwatch_log_group: (site) =>
    [
      "RDSOSMetrics",
      `/aws-glue/crawlers-role/${site.name}-crawler-raw-${site.name}-lake`,
      `/aws/rds/cluster/${site.name}-main/postgresql`,
      `/strata/${site.environment}/spark`,
    ].flatMap((group) =>
      calls("logs", "CreateLogGroup PutRetentionPolicy AssociateKmsKey", arn(site, "logs", `log-group:${group}`)),
    ),
  aws_db_event_subscription: at(
    "rds",
    "CreateEventSubscription ModifyEventSubscription DeleteEventSubscription",
    (name) => `es:${name}-db-cluster`,
  ),
  aws_db_parameter_group: at("rds", "CreateDBParameterGroup ModifyDBParameterGroup", (name) => `pg:${name}-main-16`),
  aws_db_proxy: all(
    anywhere("rds", "CreateDBProxy"),
    at("rds", "ModifyDBProxy DeleteDBProxy", () => "db-proxy:prx-1"),
  ),
  aws_db_proxy_default_target_group: at("rds", "ModifyDBProxyTargetGroup", () => "target-group:prx-tg-1"),
  aws_db_proxy_target: at("rds", "RegisterDBProxyTargets DeregisterDBProxyTargets", () => "target-group:prx-tg-1"),
  aws_db_subnet_group: at("rds", "CreateDBSubnetGroup ModifyDBSubnetGroup", (name) => `subgrp:${name}-main`),
  aws_dynamodb_contributor_insights: (site) =>
    calls("dynamodb", "UpdateContributorInsights", arn(site, "dynamodb", table(site))),
  aws_dynamodb_table: at(
    "dynamodb",
    "CreateTable UpdateTable UpdateTimeToLive UpdateContinuousBackups TagResource",
    (name) => `table/${name}-sessions`,
  ),
  aws_dynamodb_table_replica: (site) =>
    calls("dynamodb", "CreateTableReplica UpdateTable UpdateContinuousBackups", arn(site, "dynamodb", table(site))),
  aws_elasticache_global_replication_group: ({ account, name }) =>
    calls(
      "elasticache",
      "CreateGlobalReplicationGroup ModifyGlobalReplicationGroup DeleteGlobalReplicationGroup",
      `arn:aws:elasticache::${account}:globalreplicationgroup:ldgnf-${name}-main`,
    ),
  aws_elasticache_parameter_group: at(
    "elasticache",
    "CreateCacheParameterGroup ModifyCacheParameterGroup DeleteCacheParameterGroup",
    (name) => `parametergroup:${name}-main-valkey8`,
  ),
  aws_elasticache_replication_group: at(
    "elasticache",
    "CreateReplicationGroup ModifyReplicationGroup AddTagsToResource",
    (name) => `replicationgroup:${name}-main`,
  ),
  aws_elasticache_subnet_group: at(
    "elasticache",
    "CreateCacheSubnetGroup ModifyCacheSubnetGroup DeleteCacheSubnetGroup",
    (name) => `subnetgroup:${name}-main`,
  ),
  aws_elasticache_user: at("elasticache", "CreateUser ModifyUser DeleteUser", (name) => `user:${name}-main`),
  aws_elasticache_user_group: at(
    "elasticache",
    "CreateUserGroup ModifyUserGroup DeleteUserGroup",
    (name) => `usergroup:${name}-main`,
  ),
  aws_emr_block_public_access_configuration: anywhere("elasticmapreduce", "PutBlockPublicAccessConfiguration"),
  aws_emr_studio: all(
    anywhere("elasticmapreduce", "CreateStudio"),
    at("elasticmapreduce", "UpdateStudio DeleteStudio AddTags", () => "studio/es-1A2B"),
  ),
  aws_emrserverless_application: all(
    anywhere("emr-serverless", "CreateApplication"),
    at("emr-serverless", "UpdateApplication DeleteApplication TagResource", () => "/applications/00f1abcd"),
  ),
  aws_glue_catalog_database: at(
    "glue",
    "CreateDatabase UpdateDatabase DeleteDatabase",
    () => "database/strata_dev_raw",
  ),
  aws_glue_catalog_table: ({ account, region }) =>
    ["catalog", "database/strata_dev_lake_processed", "table/strata_dev_lake_processed/events"].flatMap((name) =>
      calls("glue", "CreateTable UpdateTable DeleteTable", `arn:aws:glue:${region}:${account}:${name}`),
    ),
  aws_glue_connection: all(
    at("glue", "CreateConnection", () => "catalog"),
    at("glue", "UpdateConnection DeleteConnection", (name) => `connection/${name}-a`),
  ),
  aws_glue_crawler: all(
    anywhere("glue", "CreateCrawler"),
    at("glue", "UpdateCrawler DeleteCrawler TagResource", (name) => `crawler/${name}-raw`),
  ),
  aws_glue_data_catalog_encryption_settings: at("glue", "PutDataCatalogEncryptionSettings", () => "catalog"),
  aws_glue_data_quality_ruleset: all(
    anywhere("glue", "CreateDataQualityRuleset"),
    at("glue", "UpdateDataQualityRuleset DeleteDataQualityRuleset", (name) => `dataQualityRuleset/${name}-events`),
  ),
  aws_glue_job: at("glue", "CreateJob UpdateJob DeleteJob", (name) => `job/${name}-raw-to-processed`),
  aws_glue_registry: at("glue", "CreateRegistry UpdateRegistry DeleteRegistry", (name) => `registry/${name}-events`),
  aws_glue_schema: at(
    "glue",
    "CreateSchema RegisterSchemaVersion DeleteSchema",
    (name) => `schema/${name}-events/event`,
  ),
  aws_glue_security_configuration: anywhere("glue", "CreateSecurityConfiguration DeleteSecurityConfiguration"),
  aws_glue_trigger: at("glue", "CreateTrigger UpdateTrigger StartTrigger DeleteTrigger", (name) => `trigger/${name}-x`),
  aws_glue_workflow: at("glue", "CreateWorkflow UpdateWorkflow DeleteWorkflow", (name) => `workflow/${name}-etl`),
  aws_iam_role: role,
  aws_iam_role_policy: (site) => [
    {
      action: "iam:PutRolePolicy",
      resource: iam(site, `role/${site.name}-glue-etl`),
      context: { "iam:PermissionsBoundary": iam(site, `policy/strata-${site.owner}-boundary`) },
    },
  ],
  aws_lambda_function: at(
    "lambda",
    "CreateFunction UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency DeleteFunction",
    (name) => `function:${name}-rotate-main-password`,
  ),
  aws_lambda_permission: at(
    "lambda",
    "AddPermission RemovePermission",
    (name) => `function:${name}-rotate-main-password`,
  ),
  aws_rds_cluster: all(
    at("rds", "CreateDBCluster ModifyDBCluster AddTagsToResource", (name) => `cluster:${name}-main`),
    // RDS makes the secret of the master user in the name of its caller.
    at("secretsmanager", "CreateSecret TagResource", () => "secret:rds!cluster-1a2b-AbCdEf"),
    (site) =>
      ["kms:CreateGrant", "kms:DescribeKey", "kms:GenerateDataKey"].map((action) => ({
        action,
        resource: key(site, "database"),
        context: {
          "kms:ViaService": `rds.${site.region}.amazonaws.com`,
          ...(action === "kms:CreateGrant" && { "kms:GrantIsForAWSResource": "true" }),
        },
      })),
  ),
  aws_rds_cluster_instance: at(
    "rds",
    "CreateDBInstance ModifyDBInstance DeleteDBInstance",
    (name) => `db:${name}-main-1`,
  ),
  aws_rds_cluster_parameter_group: at(
    "rds",
    "CreateDBClusterParameterGroup ModifyDBClusterParameterGroup",
    (name) => `cluster-pg:${name}-main-16`,
  ),
  aws_rds_global_cluster: ({ account, name }) =>
    calls("rds", "CreateGlobalCluster ModifyGlobalCluster", `arn:aws:rds::${account}:global-cluster:${name}-main`),
  aws_s3_bucket: bucket("CreateBucket PutBucketTagging"),
  aws_s3_bucket_inventory: bucket("PutInventoryConfiguration"),
  aws_s3_bucket_lifecycle_configuration: bucket("PutLifecycleConfiguration"),
  aws_s3_bucket_logging: bucket("PutBucketLogging"),
  aws_s3_bucket_metric: bucket("PutMetricsConfiguration"),
  aws_s3_bucket_notification: bucket("PutBucketNotification"),
  aws_s3_bucket_ownership_controls: bucket("PutBucketOwnershipControls"),
  aws_s3_bucket_policy: bucket("PutBucketPolicy DeleteBucketPolicy"),
  aws_s3_bucket_public_access_block: bucket("PutBucketPublicAccessBlock"),
  aws_s3_bucket_replication_configuration: bucket("PutReplicationConfiguration"),
  aws_s3_bucket_server_side_encryption_configuration: bucket("PutEncryptionConfiguration"),
  aws_s3_bucket_versioning: bucket("PutBucketVersioning"),
  aws_s3_object: (site) => calls("s3", "PutObject DeleteObject", s3(site, "code", "jobs/raw_to_processed.py")),
  aws_scheduler_schedule: (site) => [
    ...at("scheduler", "CreateSchedule UpdateSchedule DeleteSchedule", (name) => `schedule/${name}-x/${name}-x`)(site),
    {
      action: "iam:PassRole",
      resource: iam(site, `role/${site.name}-start-quality-events`),
      context: { "iam:PassedToService": "scheduler.amazonaws.com" },
    },
  ],
  aws_scheduler_schedule_group: at(
    "scheduler",
    "CreateScheduleGroup DeleteScheduleGroup TagResource",
    (name) => `schedule-group/${name}-x`,
  ),
  aws_secretsmanager_secret: at(
    "secretsmanager",
    "CreateSecret UpdateSecret TagResource ReplicateSecretToRegions",
    (name) => `secret:${name}-main-master-user-AbCdEf`,
  ),
  aws_secretsmanager_secret_policy: at(
    "secretsmanager",
    "PutResourcePolicy DeleteResourcePolicy",
    (name) => `secret:${name}-main-master-user-AbCdEf`,
  ),
  aws_secretsmanager_secret_rotation: all(
    at("secretsmanager", "RotateSecret CancelRotateSecret", (name) => `secret:${name}-main-master-user-AbCdEf`),
    // Asked of whoever starts a rotation.
    at("lambda", "InvokeFunction", (name) => `function:${name}-rotate-main-password`),
  ),
  aws_security_group: at("ec2", "CreateSecurityGroup DeleteSecurityGroup", () => "security-group/sg-1a2b"),
  aws_sns_topic: at("sns", "CreateTopic SetTopicAttributes DeleteTopic", (name) => `${name}-database-events`),
  aws_sns_topic_policy: at("sns", "SetTopicAttributes", (name) => `${name}-database-events`),
  aws_sqs_queue: at("sqs", "CreateQueue SetQueueAttributes DeleteQueue", (name) => `${name}-rotate-failed`),
  aws_vpc_security_group_egress_rule: at("ec2", "AuthorizeSecurityGroupEgress", () => "security-group/sg-1a2b"),
  aws_vpc_security_group_ingress_rule: at("ec2", "AuthorizeSecurityGroupIngress", () => "security-group/sg-1a2b"),
};
