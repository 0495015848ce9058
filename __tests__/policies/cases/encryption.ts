import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { policy } from "../support";
import { casesOf } from "./case";

const root = { AWS: "arn:aws:iam::777788889999:root" };
const use = { Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" };
const forService = (service: string) => ({ ...use, Principal: { Service: service } });
const through = (...services: readonly string[]) => ({
  ...use,
  Principal: root,
  Condition: { StringEquals: { "kms:ViaService": services } },
});
const administration = { Principal: root, Action: "kms:PutKeyPolicy", Resource: "*" };

/** A key in the security layer, and a network layer with a log group that it encrypts. */
const logGroup = (...statements: readonly Block[]): FakeStacks => ({
  "prod-security": {
    resources: { "aws_kms_key.logs": { policy: policy(administration, ...statements) } },
    outputs: { logs_key_arn: "${aws_kms_key.logs.arn}" },
  },
  "prod-network": {
    reads: { security: "prod-security" },
    resources: {
      "aws_cloudwatch_log_group.flows": { kms_key_id: "${data.terraform_remote_state.security.outputs.logs_key_arn}" },
    },
  },
});

/** An encrypted bucket in the security layer that flow logs of the network layer go to. */
const flowLogs = (...statements: readonly Block[]): FakeStacks => ({
  "prod-security": {
    resources: {
      "aws_kms_key.logs": { policy: policy(through("s3.us-east-1.amazonaws.com"), ...statements) },
      "aws_s3_bucket.archive": {},
      "aws_s3_bucket_server_side_encryption_configuration.archive": {
        bucket: "${aws_s3_bucket.archive.id}",
        rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: "${aws_kms_key.logs.arn}" } }],
      },
    },
    outputs: { archive_arn: "${aws_s3_bucket.archive.arn}" },
  },
  "prod-network": {
    reads: { security: "prod-security" },
    resources: {
      "aws_flow_log.archive": { log_destination: "${data.terraform_remote_state.security.outputs.archive_arn}" },
    },
  },
});

/** An alarm that announces itself on an encrypted topic. */
const alarm = (...statements: readonly Block[]): FakeStacks => ({
  "prod-monitoring": {
    resources: {
      "aws_kms_key.streams": { policy: policy(through("sns.us-east-1.amazonaws.com"), ...statements) },
      "aws_sns_topic.alarms": { kms_master_key_id: "${aws_kms_key.streams.id}" },
      "aws_cloudwatch_metric_alarm.errors": { alarm_actions: ["${aws_sns_topic.alarms.arn}"] },
    },
  },
});

/** Events of a database, announced on an encrypted topic. */
const databaseEvents = (...statements: readonly Block[]): FakeStacks => ({
  "prod-data": {
    resources: {
      "aws_kms_key.streams": { policy: policy(through("sns.us-east-1.amazonaws.com"), ...statements) },
      "aws_sns_topic.alarms": { kms_master_key_id: "${aws_kms_key.streams.id}" },
      "aws_db_event_subscription.main": { sns_topic: "${aws_sns_topic.alarms.arn}" },
    },
  },
});

/** A catalog and the security configuration of its jobs, under one key. */
const catalog = (...statements: readonly Block[]): FakeStacks => ({
  "prod-data": {
    resources: {
      "aws_kms_key.lake": { policy: policy(...statements) },
      "aws_glue_data_catalog_encryption_settings.catalog": {
        data_catalog_encryption_settings: { encryption_at_rest: { sse_aws_kms_key_id: "${aws_kms_key.lake.arn}" } },
      },
      "aws_glue_security_configuration.lake": {
        encryption_configuration: {
          cloudwatch_encryption: { kms_key_arn: "${aws_kms_key.lake.arn}" },
          s3_encryption: { kms_key_arn: "${aws_kms_key.lake.arn}" },
        },
      },
    },
  },
});

const vaultOf = (region: string, services: readonly string[]) => ({
  "aws_kms_key.backup": { policy: policy(through(...services.map((service) => `${service}.${region}.amazonaws.com`))) },
  "aws_backup_vault.vault": { kms_key_arn: "${aws_kms_key.backup.arn}" },
});
/** A vault, a database that a plan selects and a table that none does. */
const vault = (...services: readonly string[]): FakeStacks => ({
  "prod-security": { resources: vaultOf("us-east-1", services) },
  "prod-data": {
    resources: { "aws_rds_cluster.main": { tags: { backup: "daily" } }, "aws_dynamodb_table.scratch": {} },
  },
});
const copyVault = (...services: readonly string[]): FakeStacks => ({
  "dr-security": { reads: { prod_security: "prod-security" }, resources: vaultOf("us-west-2", services) },
});

export const keyPolicies = casesOf("STRATA006", [
  {
    name: "a log group in another stack than its key",
    stacks: logGroup(),
    finds: ["prod-security aws_kms_key.logs does not let logs.us-east-1.amazonaws.com use the key"],
  },
  {
    name: "the logs service of another region",
    stacks: logGroup(forService("logs.us-west-2.amazonaws.com")),
    finds: ["prod-network aws_cloudwatch_log_group.flows"],
  },
  { name: "the logs service of the region", stacks: logGroup(forService("logs.us-east-1.amazonaws.com")), finds: [] },
  {
    name: "a delivery into a bucket whose key refuses it",
    stacks: flowLogs(),
    finds: ["prod-network aws_flow_log.archive: the policy of prod-security aws_kms_key.logs does not let delivery"],
  },
  { name: "a delivery into a bucket", stacks: flowLogs(forService("delivery.logs.amazonaws.com")), finds: [] },
  { name: "an alarm on a topic whose key refuses it", stacks: alarm(), finds: ["cloudwatch.amazonaws.com"] },
  { name: "an alarm on a topic", stacks: alarm(forService("cloudwatch.amazonaws.com")), finds: [] },
  {
    name: "events of RDS on a topic whose key refuses them",
    stacks: databaseEvents(),
    finds: ["aws_db_event_subscription.main: the policy of aws_kms_key.streams does not let events.rds.amazonaws.com"],
  },
  { name: "events of RDS on a topic", stacks: databaseEvents(forService("events.rds.amazonaws.com")), finds: [] },
  {
    name: "a catalog, and logs of its jobs, under a key that knows neither",
    stacks: catalog(through("s3.us-east-1.amazonaws.com")),
    finds: ["does not let the account through glue", "does not let logs.us-east-1.amazonaws.com"],
  },
  {
    name: "a catalog and its jobs",
    stacks: catalog(
      through("glue.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"),
      forService("logs.us-east-1.amazonaws.com"),
    ),
    finds: [],
  },
  {
    name: "a vault whose key knows AWS Backup only, and what plans select",
    stacks: vault("backup"),
    finds: ["through rds use the key"],
  },
  {
    name: "a vault of the recovery region that takes copies of what the primary has",
    stacks: { ...vault("backup", "rds"), ...copyVault("backup") },
    finds: [
      "dr-security aws_backup_vault.vault: the policy of aws_kms_key.backup does not let the account through rds",
    ],
  },
  {
    name: "vaults whose keys know the services of what plans select",
    stacks: { ...vault("backup", "rds"), ...copyVault("backup", "rds") },
    finds: [],
  },
  {
    name: "a bucket whose key serves databases only",
    stacks: {
      "prod-data": {
        resources: {
          "aws_kms_key.lake": { policy: policy(through("rds.us-east-1.amazonaws.com")) },
          "aws_s3_bucket_server_side_encryption_configuration.lake": {
            rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: "${aws_kms_key.lake.arn}" }] }],
          },
        },
      },
    },
    finds: ["does not let the account through s3 use the key"],
  },
]);

const group = (block: Block): FakeStacks => ({ "prod-app": { resources: { "aws_cloudwatch_log_group.app": block } } });

export const logGroups = casesOf("STRATA007", [
  { name: "neither key nor end", stacks: group({}), finds: ["has no kms_key_id", "has no retention_in_days"] },
  { name: "never expires", stacks: group({ kms_key_id: "x", retention_in_days: 0 }), finds: ["retention_in_days"] },
  { name: "both", stacks: group({ kms_key_id: "x", retention_in_days: 400 }), finds: [] },
]);

const keyPolicy = (region: string, ...services: readonly string[]) =>
  policy(through(...services.map((service) => `${service}.${region}.amazonaws.com`)));
const recovery = (key: Block, replica: Block | undefined): FakeStacks => ({
  "prod-security": {
    resources: { "aws_kms_key.lake": { multi_region: true, policy: keyPolicy("us-east-1", "s3"), ...key } },
    outputs: { lake_key_arn: "${aws_kms_key.lake.arn}" },
  },
  "dr-security": {
    reads: { prod_security: "prod-security" },
    resources: replica
      ? {
          "aws_kms_replica_key.lake": {
            primary_key_arn: "${data.terraform_remote_state.prod_security.outputs.lake_key_arn}",
            policy: keyPolicy("us-west-2", "s3"),
            ...replica,
          },
        }
      : {},
  },
  "dev-security": { resources: { "aws_kms_key.lake": {} } },
});

export const replicaKeys = casesOf("STRATA008", [
  { name: "no replica", stacks: recovery({}, undefined), finds: ["prod-security aws_kms_key.lake: dr has no replica"] },
  { name: "a key of one region", stacks: recovery({ multi_region: false }, {}), finds: ["is not multi-region"] },
  {
    name: "a replica that fewer may use",
    stacks: recovery({ policy: keyPolicy("us-east-1", "s3", "glue") }, {}),
    finds: ["dr-security aws_kms_replica_key.lake: its policy grants other rights"],
  },
  {
    name: "a replica of a key that an output names among others",
    stacks: {
      "prod-security": {
        resources: { "aws_kms_key.lake": { multi_region: true }, "aws_kms_key.logs": { multi_region: true } },
        outputs: { keys: { lake: "${aws_kms_key.lake.arn}", logs: "${aws_kms_key.logs.arn}" } },
      },
      "dr-security": {
        reads: { prod: "prod-security" },
        resources: {
          "aws_kms_replica_key.lake": {
            primary_key_arn: '${data.terraform_remote_state.prod.outputs.keys["lake"]}',
          },
        },
      },
    },
    finds: ["prod-security aws_kms_key.logs: dr has no replica"],
  },
  {
    name: "a replica with the same rights, and a key that no environment recovers",
    stacks: recovery({}, {}),
    finds: [],
  },
]);
