import type { Resource } from "../../synthesized/linked-stack";
import type { Block } from "../../synthesized/stack";
import { bucketSetting } from "../bucket-policies";
import { resourcesOf, targetsOf, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** A rule of a replication, with both ends. */
interface Replication {
  readonly configuration: Resource;
  readonly rule: Block;
  readonly source: Resource;
  readonly destination: Resource;
}

function replicationsOf(platform: Platform): Replication[] {
  return resourcesOf(platform, "aws_s3_bucket_replication_configuration").flatMap((configuration) => {
    const { stack, block } = configuration;
    const bucketsOf = (value: unknown) => targetsOf(stack, value).filter(({ type }) => type === "aws_s3_bucket");
    const rules = (valuesAt(block, "rule") as Block[]).filter(({ status }) => status === "Enabled");
    return bucketsOf(block.bucket).flatMap((source) =>
      rules.flatMap((rule) =>
        bucketsOf(valuesAt(rule, "destination.bucket")).map((destination) => ({
          configuration,
          rule,
          source,
          destination,
        })),
      ),
    );
  });
}

const keyPath = "rule.apply_server_side_encryption_by_default.kms_master_key_id";
const encryption = "aws_s3_bucket_server_side_encryption_configuration";

/** S3 leaves out objects under KMS, and says nothing, unless the rule selects them and names the key of the copies. */
function encryptionErrors(platform: Platform, { rule, source, destination }: Replication): string[] {
  if (bucketSetting(platform, source, encryption, keyPath).length === 0) return [];
  const [selected] = valuesAt(rule, "source_selection_criteria.sse_kms_encrypted_objects.status");
  const keys = valuesAt(rule, "destination.encryption_configuration.replica_kms_key_id");
  return [
    ...(selected === "Enabled" ? [] : ["leaves out what is encrypted with KMS, which is everything"]),
    ...(keys.length > 0 ? [] : ["names no key for the copies"]),
    ...(bucketSetting(platform, destination, encryption, keyPath).length > 0
      ? []
      : [`${destination.stack.id} ${destination.address} has no separate key`]),
  ];
}

const lockType = "aws_s3_bucket_object_lock_configuration";
const lockDays = (platform: Platform, bucket: Resource): number =>
  Math.max(
    0,
    ...bucketSetting(platform, bucket, lockType, "rule.default_retention.days").map(Number),
    ...bucketSetting(platform, bucket, lockType, "rule.default_retention.years").map((years) => Number(years) * 365),
  );

const lifecycle = "aws_s3_bucket_lifecycle_configuration";
const ends = {
  objects: "rule.expiration.days",
  "old versions": "rule.noncurrent_version_expiration.noncurrent_days",
} as const;

/** Days until the first rule takes something away. */
function daysOf(platform: Platform, bucket: Resource, path: string): number {
  return Math.min(Number.POSITIVE_INFINITY, ...bucketSetting(platform, bucket, lifecycle, path).map(Number));
}

function retentionErrors(platform: Platform, { source, destination }: Replication): string[] {
  const copy = `${destination.stack.id} ${destination.address}`;
  const [locked, copyLocked] = [lockDays(platform, source), lockDays(platform, destination)];
  const sooner = Object.entries(ends).flatMap(([what, path]) => {
    const [days, copyDays] = [daysOf(platform, source, path), daysOf(platform, destination, path)];
    if (copyDays >= days) return [];
    return [`${copy} drops ${what} after ${copyDays} days; its original ${days < 1e9 ? `after ${days}` : "never"}`];
  });
  return [
    ...(copyLocked < locked ? [`${copy} is locked for ${copyLocked} days; its original for ${locked}`] : []),
    ...sooner,
  ];
}

/** What a rule selects by a prefix, a tag or both is a part. */
function isPartial(rule: Block): boolean {
  const prefixes = ["prefix", "filter.prefix", "filter.and.prefix"].flatMap((path) => valuesAt(rule, path));
  const tags = ["filter.tag", "filter.and.tags"].flatMap((path) => valuesAt(rule, path));
  return tags.length > 0 || prefixes.some((prefix) => prefix !== "");
}

function errorsOf(platform: Platform, replication: Replication): string[] {
  const { rule, source, destination } = replication;
  const [versioning] = bucketSetting(
    platform,
    destination,
    "aws_s3_bucket_versioning",
    "versioning_configuration.status",
  );
  const copy = `${destination.stack.id} ${destination.address}`;
  return [
    ...(source.region === destination.region ? [`${copy} is in the region of its original`] : []),
    ...(isPartial(rule) ? ["copies a part of the bucket only"] : []),
    ...(versioning === "Enabled" ? [] : [`${copy} is not versioned`]),
    ...encryptionErrors(platform, replication),
    ...retentionErrors(platform, replication),
  ];
}

export const bucketCopies: Rule = {
  id: "STRATA026",
  title: "A replicated bucket is copied whole, and kept as long as its original",
  severity: "high",
  control: "Well-Architected REL09-BP02, REL13-BP02",
  cause: "A replication that skips objects or a copy that expires them first looks like a backup until it is needed.",
  fix: "Build the copy with the zone's own versioning, key, lock and lifecycle, and replicate with BucketReplication.",
  check: (platform): Finding[] =>
    replicationsOf(platform).flatMap((replication) =>
      errorsOf(platform, replication).map((detail) => ({ resource: replication.configuration, detail })),
    ),
};
