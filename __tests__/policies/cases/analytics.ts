import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

type Resources = Readonly<Record<string, Block>>;

const stack = (id: string, resources: Resources): FakeStacks => ({ [id]: { resources } });

const encryption = (changes: Block = {}) => ({
  EnableAtRestEncryption: true,
  EnableInTransitEncryption: true,
  AtRestEncryptionConfiguration: {
    S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: "${aws_kms_key.lake.arn}" },
    LocalDiskEncryptionConfiguration: { EncryptionKeyProviderType: "AwsKms", EnableEbsEncryption: true },
  },
  ...changes,
});
const security = (configuration: unknown): Resources => ({
  "aws_emr_security_configuration.hadoop": { configuration: JSON.stringify(configuration) },
});
const glueSecurity = (mode: string): Resources => ({
  "aws_glue_security_configuration.lake": {
    encryption_configuration: { s3_encryption: { s3_encryption_mode: mode } },
  },
});
const metadata = { InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2 } };
const hadoop = {
  security_configuration: "${aws_emr_security_configuration.hadoop.name}",
  auto_termination_policy: { idle_timeout: 3600 },
  log_uri: "s3://logs/",
  log_encryption_kms_key_id: "a key",
};

export const sparkAndHadoop = casesOf("STRATA028", [
  {
    name: "a configuration without encryption in transit, under S3's own keys",
    stacks: stack(
      "dev-data",
      security({
        EncryptionConfiguration: encryption({
          EnableInTransitEncryption: false,
          AtRestEncryptionConfiguration: { S3EncryptionConfiguration: { EncryptionMode: "SSE-S3" } },
        }),
      }),
    ),
    finds: [
      "EnableInTransitEncryption is false",
      "EncryptionMode is SSE-S3",
      "EnableEbsEncryption is missing",
      "MinimumInstanceMetadataServiceVersion is missing",
    ],
    breaks: { "EMR.3": "EncryptionMode is SSE-S3", "EMR.4": "EnableInTransitEncryption is false" },
  },
  {
    name: "a configuration that cannot be read",
    stacks: stack("dev-data", { "aws_emr_security_configuration.hadoop": { configuration: "${jsonencode({})}" } }),
    finds: ["is no literal JSON"],
  },
  {
    name: "a cluster without any of it",
    stacks: stack("dev-data", { "aws_emr_cluster.hadoop": { log_uri: "s3://logs/" } }),
    finds: ["uses no security configuration", "runs on when it is idle", "writes its logs without a key"],
  },
  {
    name: "clusters with a configuration by its name, and with one of another service",
    stacks: {
      ...stack("dev-data", { "aws_emr_cluster.hadoop": { ...hadoop, security_configuration: "by-hand" } }),
      ...stack("stage-data", {
        ...glueSecurity("SSE-KMS"),
        "aws_emr_cluster.hadoop": {
          ...hadoop,
          security_configuration: "${aws_glue_security_configuration.lake.name}",
        },
      }),
    },
    finds: [
      "dev-data aws_emr_cluster.hadoop: uses no security configuration of the platform",
      "stage-data aws_emr_cluster.hadoop: uses no security configuration of the platform",
    ],
  },
  {
    name: "an application that never stops, and takes all it can get",
    stacks: stack("dev-data", {
      "aws_emrserverless_application.spark": { auto_stop_configuration: { enabled: false } },
    }),
    finds: ["runs on when it is idle", "has no maximum_capacity"],
  },
  {
    name: "a cluster and an application with all of it",
    stacks: stack("dev-data", {
      ...security({ EncryptionConfiguration: encryption(), ...metadata }),
      "aws_emr_cluster.hadoop": hadoop,
      "aws_emrserverless_application.spark": { maximum_capacity: { cpu: "16 vCPU", memory: "64 GB" } },
    }),
    finds: [],
  },
]);

const job = (block: Block): Resources => ({
  "aws_glue_job.clean": {
    command: { name: "glueetl" },
    glue_version: "5.0",
    connections: ["network"],
    security_configuration: "${aws_glue_security_configuration.lake.name}",
    ...block,
  },
});

export const glue = casesOf("STRATA029", [
  {
    name: "an old Spark outside the VPC",
    stacks: stack("dev-data", { ...glueSecurity("SSE-KMS"), ...job({ glue_version: "2.0", connections: [] }) }),
    finds: ["glue_version is 2.0", "has no connection"],
    breaks: { "Glue.4": "glue_version is 2.0" },
  },
  {
    name: "a crawler without a configuration of the platform, a job under S3's own keys",
    stacks: stack("dev-data", {
      ...glueSecurity("SSE-S3"),
      ...job({}),
      "aws_glue_crawler.raw": { security_configuration: "by-hand" },
    }),
    finds: [
      "aws_glue_job.clean: aws_glue_security_configuration.lake does not encrypt S3",
      "aws_glue_crawler.raw: uses no security configuration",
    ],
  },
  {
    name: "a machine-learning transform",
    stacks: stack("dev-data", { "aws_glue_ml_transform.match": {} }),
    finds: ["glue_version is left to AWS", "its user data stays unencrypted"],
    breaks: { "Glue.3": "its user data stays unencrypted" },
  },
  {
    name: "a Spark job and a crawler as they should be, and a job in plain Python",
    stacks: stack("dev-data", {
      ...glueSecurity("SSE-KMS"),
      ...job({}),
      "aws_glue_job.shell": {
        command: { name: "pythonshell" },
        security_configuration: "${aws_glue_security_configuration.lake.name}",
      },
      "aws_glue_crawler.raw": { security_configuration: "${aws_glue_security_configuration.lake.name}" },
    }),
    finds: [],
  },
]);

const workgroup = (configuration: Block): FakeStacks =>
  stack("dev-data", { "aws_athena_workgroup.lake": { configuration } });
const results = (encryption_configuration: Block) => ({ result_configuration: { encryption_configuration } });

export const athena = casesOf("STRATA030", [
  {
    name: "a workgroup that leaves everything to its clients",
    stacks: workgroup({ publish_cloudwatch_metrics_enabled: false, enforce_workgroup_configuration: false }),
    finds: ["no metrics", "lets a client choose", "has no limit", "encrypts results with nothing", "names no key"],
    breaks: { "Athena.4": "publishes no metrics" },
  },
  {
    name: "results under S3's own keys",
    stacks: workgroup({ bytes_scanned_cutoff_per_query: 1e10, ...results({ encryption_option: "SSE_S3" }) }),
    finds: ["encrypts results with SSE_S3", "names no key"],
  },
  {
    name: "a workgroup as it should be",
    stacks: workgroup({
      bytes_scanned_cutoff_per_query: 1e10,
      ...results({ encryption_option: "SSE_KMS", kms_key_arn: "a key" }),
    }),
    finds: [],
  },
]);

const block = (block_public_security_group_rules: boolean, ...ports: readonly number[]): Resources => ({
  "aws_emr_block_public_access_configuration.emr": {
    block_public_security_group_rules,
    permitted_public_security_group_rule_range: ports.map((port) => ({ min_range: port, max_range: port })),
  },
});
const catalog = { "aws_glue_catalog_database.raw": {}, "aws_glue_catalog_database.processed": {} };

export const serviceSettings = casesOf("STRATA031", [
  {
    name: "models in a region that logs no invocations, logs no texts, and logs them nowhere",
    stacks: {
      "prod-ai": { resources: { "aws_bedrock_guardrail.default": {} } },
      "stage-ai": {
        resources: {
          "aws_bedrock_model_invocation_logging_configuration.all": {
            logging_config: { text_data_delivery_enabled: false, s3_config: { bucket_name: "log" } },
          },
        },
      },
      "dev-ai": { resources: { "aws_bedrock_model_invocation_logging_configuration.all": { logging_config: {} } } },
    },
    finds: [
      "in us-east-1 has no aws_bedrock_model_invocation_logging_configuration",
      "stage-ai aws_bedrock_model_invocation_logging_configuration.all: leaves out texts",
      "dev-ai aws_bedrock_model_invocation_logging_configuration.all: writes nowhere",
    ],
  },
  {
    name: "a cluster and a catalog in a region without the settings",
    stacks: {
      ...stack("dr-data", { "aws_emr_cluster.hadoop": {}, ...catalog }),
      ...stack("prod-data", { ...block(true), "aws_glue_data_catalog_encryption_settings.catalog": {} }),
    },
    finds: [
      "account 777788889999 in us-west-2 has no aws_emr_block_public_access_configuration",
      "aws_glue_catalog_database.raw: account 777788889999 in us-west-2 has no aws_glue_data_catalog",
    ],
  },
  {
    name: "buckets in an account that lets them be public, and in one that lets them a little",
    stacks: {
      ...stack("dev-data", { "aws_s3_bucket.raw": {}, "aws_s3_bucket.processed": {} }),
      ...stack("stage-security", {
        "aws_s3_bucket.logs": {},
        "aws_s3_account_public_access_block.account": { block_public_acls: true, block_public_policy: true },
      }),
    },
    finds: [
      "dev-data aws_s3_bucket.raw: account 111122223333 has no aws_s3_account_public_access_block",
      "ignore_public_acls, restrict_public_buckets is off",
    ],
    breaks: { "S3.1": "ignore_public_acls, restrict_public_buckets is off" },
  },
  {
    name: "a block that is off",
    stacks: stack("dev-data", block(false)),
    finds: ["is off"],
    breaks: { "EMR.2": "block_public_security_group_rules is off" },
  },
  {
    name: "a block with a hole that begins at SSH",
    stacks: stack("dev-data", {
      "aws_emr_block_public_access_configuration.emr": {
        block_public_security_group_rules: true,
        permitted_public_security_group_rule_range: [{ min_range: 22, max_range: 80 }],
      },
    }),
    finds: ["lets ports 22 to 80 be public"],
  },
  { name: "a block with a hole", stacks: stack("dev-data", block(true, 22, 8080)), finds: ["lets ports 8080 to 8080"] },
  {
    name: "settings that another layer makes, with SSH as AWS has it",
    stacks: {
      ...stack("dev-data", { "aws_emr_cluster.hadoop": {}, ...catalog }),
      ...stack("dev-security", { ...block(true, 22), "aws_glue_data_catalog_encryption_settings.catalog": {} }),
      ...stack("dr-data", { "aws_s3_bucket.raw": {} }),
      ...stack("prod-security", {
        "aws_s3_account_public_access_block.account": {
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      }),
    },
    finds: [],
  },
]);
