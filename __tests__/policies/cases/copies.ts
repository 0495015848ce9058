import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";
import { clusters, follows, primary, type Resources, tables } from "./followed";

const protectedTable = {
  server_side_encryption: { enabled: true, kms_key_arn: "${aws_kms_key.database.arn}" },
  point_in_time_recovery: { enabled: true },
  deletion_protection_enabled: true,
  tags: { backup: "daily" },
};
const protectedReplica = {
  kms_key_arn: "${aws_kms_replica_key.database.arn}",
  point_in_time_recovery: true,
  deletion_protection_enabled: true,
  tags: { backup: "daily" },
};

const protectedCluster = {
  storage_encrypted: true,
  kms_key_id: "${aws_kms_key.database.arn}",
  backup_retention_period: 35,
  copy_tags_to_snapshot: true,
  deletion_protection: true,
  enabled_cloudwatch_logs_exports: ["postgresql"],
  iam_database_authentication_enabled: true,
};

export const copies = casesOf("STRATA025", [
  {
    name: "a replica with none of what its table has",
    stacks: tables(protectedTable, {}),
    finds: [
      "dr-data aws_dynamodb_table_replica.orders: kms_key_arn is missing; that of prod-data aws_dynamodb_table.orders is ${",
      "point_in_time_recovery is missing",
      "deletion_protection_enabled is missing",
      "tags.backup is missing",
    ],
    breaks: {
      "DynamoDB.2": "point_in_time_recovery is missing",
      "DynamoDB.6": "deletion_protection_enabled is missing",
    },
  },
  {
    name: "copies of what no stack makes",
    stacks: {
      "dr-data": {
        resources: {
          "aws_dynamodb_table_replica.orders": {
            global_table_arn: "arn:aws:dynamodb:us-east-1:777788889999:table/orders",
            ...protectedReplica,
          },
          "aws_elasticache_replication_group.sessions": { global_replication_group_id: "by-hand" },
          "aws_rds_cluster.main": { global_cluster_identifier: "${var.global_cluster}" },
        },
      },
    },
    finds: [
      "aws_dynamodb_table_replica.orders: follows arn:aws:dynamodb:us-east-1:777788889999:table/orders, which no stack",
      "aws_elasticache_replication_group.sessions: follows by-hand",
      "aws_rds_cluster.main: follows ${var.global_cluster}",
    ],
  },
  {
    name: "a replica under a key of the other region",
    stacks: tables(protectedTable, { ...protectedReplica, kms_key_arn: primary("key_arn") }),
    finds: ["kms_key_arn is aws_kms_key.database of us-east-1"],
  },
  {
    name: "a table without the stream that feeds its replica",
    stacks: tables({ ...protectedTable, stream_view_type: "KEYS_ONLY" }, protectedReplica),
    finds: ["prod-data aws_dynamodb_table.orders: has a replica, and no stream"],
  },
  {
    name: "a secondary cluster that keeps fewer backups and logs, unencrypted and unprotected",
    stacks: clusters(protectedCluster, { backup_retention_period: 1, enabled_cloudwatch_logs_exports: [] }),
    finds: [
      "kms_key_id is missing",
      "enabled_cloudwatch_logs_exports is missing; that of prod-data aws_rds_cluster.main is postgresql",
      "backup_retention_period is 1; that of prod-data aws_rds_cluster.main is 35",
      "copy_tags_to_snapshot is missing",
      "deletion_protection is missing",
      "iam_database_authentication_enabled is missing",
      "storage_encrypted is missing",
    ],
    breaks: {
      "RDS.7": "deletion_protection is missing",
      "RDS.12": "iam_database_authentication_enabled is missing",
      "RDS.16": "copy_tags_to_snapshot is missing",
      "RDS.27": "storage_encrypted is missing",
    },
  },
  {
    name: "a secondary cluster that sends one log of two",
    stacks: clusters(
      { enabled_cloudwatch_logs_exports: ["audit", "error"] },
      { enabled_cloudwatch_logs_exports: ["error"] },
    ),
    finds: ["enabled_cloudwatch_logs_exports is error"],
  },
  { name: "a replica like its table", stacks: tables(protectedTable, protectedReplica), finds: [] },
  {
    name: "a secondary like its primary, and a cluster that copies nothing",
    stacks: {
      ...clusters(protectedCluster, { ...protectedCluster, kms_key_id: "${aws_kms_replica_key.database.arn}" }),
      "dev-data": { resources: { "aws_rds_cluster.main": {} } },
    },
    finds: [],
  },
]);

/** A bucket with its settings. */
const bucket = (settings: { versioned?: boolean; key?: boolean; lock?: Block; lifecycle?: Block }): Resources => ({
  "aws_s3_bucket.lake": {},
  ...(settings.versioned && {
    "aws_s3_bucket_versioning.lake": {
      bucket: "${aws_s3_bucket.lake.id}",
      versioning_configuration: { status: "Enabled" },
    },
  }),
  ...(settings.key && {
    "aws_s3_bucket_server_side_encryption_configuration.lake": {
      bucket: "${aws_s3_bucket.lake.id}",
      rule: [{ apply_server_side_encryption_by_default: { kms_master_key_id: "a key" } }],
    },
  }),
  ...(settings.lock && {
    "aws_s3_bucket_object_lock_configuration.lake": {
      bucket: "${aws_s3_bucket.lake.id}",
      rule: { default_retention: { mode: "GOVERNANCE", ...settings.lock } },
    },
  }),
  ...(settings.lifecycle && {
    "aws_s3_bucket_lifecycle_configuration.lake": { bucket: "${aws_s3_bucket.lake.id}", rule: [settings.lifecycle] },
  }),
});
const encryptedCopies = {
  source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
  destination: {
    bucket: "${aws_s3_bucket.lake.arn}",
    encryption_configuration: { replica_kms_key_id: "another key" },
  },
};
const replication = (source: Resources, destination: Resources, rule: Block = encryptedCopies): FakeStacks => ({
  "prod-data": { resources: source, outputs: { zones: { lake: "${aws_s3_bucket.lake.id}" } } },
  "dr-data": {
    ...follows,
    aliases: { primary: "us-east-1" },
    resources: {
      ...destination,
      "aws_s3_bucket_replication_configuration.lake": {
        provider: "aws.primary",
        bucket: `\${lookup(data.terraform_remote_state.primary.outputs.zones, "lake")}`,
        rule: [{ status: "Enabled", ...rule }],
      },
    },
  },
});
const zone = { versioned: true, key: true };

export const bucketCopies = casesOf("STRATA026", [
  {
    name: "a copy that is not versioned",
    stacks: replication(bucket(zone), bucket({ key: true })),
    finds: ["aws_s3_bucket_replication_configuration.lake: dr-data aws_s3_bucket.lake is not versioned"],
  },
  {
    name: "a rule that passes over what is encrypted, and a copy without a key",
    stacks: replication(bucket(zone), bucket({ versioned: true }), {
      destination: { bucket: "${aws_s3_bucket.lake.arn}" },
    }),
    finds: ["leaves out what is encrypted with KMS", "names no key for the copies", "has no separate key"],
  },
  {
    name: "a copy that is kept for a shorter time",
    stacks: replication(
      bucket({ ...zone, lock: { years: 1 }, lifecycle: { noncurrent_version_expiration: [{ noncurrent_days: 90 }] } }),
      bucket({
        ...zone,
        lock: { days: 30 },
        lifecycle: { expiration: [{ days: 400 }], noncurrent_version_expiration: [{ noncurrent_days: 30 }] },
      }),
    ),
    finds: [
      "is locked for 30 days; its original for 365",
      "drops objects after 400 days; its original never",
      "drops old versions after 30 days; its original after 90",
    ],
  },
  {
    name: "a rule for some objects only",
    stacks: replication(bucket(zone), bucket(zone), { ...encryptedCopies, filter: { prefix: "orders/" } }),
    finds: ["copies a part of the bucket only"],
  },
  {
    name: "a copy in the same region",
    stacks: {
      "prod-data": {
        resources: {
          ...bucket(zone),
          "aws_s3_bucket_replication_configuration.lake": {
            bucket: "${aws_s3_bucket.lake.id}",
            rule: [{ status: "Enabled", ...encryptedCopies }],
          },
        },
      },
    },
    finds: ["is in the region of its original"],
  },
  {
    name: "a copy like its original",
    stacks: replication(
      bucket({ ...zone, lock: { days: 30 }, lifecycle: { expiration: [{ days: 400 }] } }),
      bucket({ ...zone, lock: { days: 30 }, lifecycle: { expiration: [{ days: 500 }] } }),
      { ...encryptedCopies, filter: { prefix: "" } },
    ),
    finds: [],
  },
  {
    name: "a rule that sleeps",
    stacks: replication(bucket(zone), bucket({}), { ...encryptedCopies, status: "Disabled" }),
    finds: [],
  },
]);
