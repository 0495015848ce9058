import type { Resource } from "../../synthesized/linked-stack";
import { isOn, resourcesOf, targetsOf, valuesAt } from "../platform";
import { originalOf, strayTrailOf } from "../recovery";
import type { Finding, Rule } from "../types";

interface Parity {
  readonly type: string;
  /** Argument of the copy. */
  readonly attribute: string;
  /** Argument of the original. @default the same */
  readonly original?: string;
  /** What the copy owes the original: on as it is, given as it is, no smaller number, all of its items. */
  readonly owes: "on" | "given" | "least" | "items";
}

const parity = (type: string, owes: Parity["owes"], ...attributes: readonly string[]): Parity[] =>
  attributes.map((attribute) => ({ type, attribute, owes }));

/** What a copy has to have because its original has it. */
export const parities: readonly Parity[] = [
  {
    type: "aws_dynamodb_table_replica",
    attribute: "kms_key_arn",
    original: "server_side_encryption.kms_key_arn",
    owes: "given",
  },
  {
    type: "aws_dynamodb_table_replica",
    attribute: "point_in_time_recovery",
    original: "point_in_time_recovery.enabled",
    owes: "on",
  },
  ...parity("aws_dynamodb_table_replica", "on", "deletion_protection_enabled"),
  ...parity("aws_dynamodb_table_replica", "given", "tags.backup"),
  ...parity("aws_elasticache_replication_group", "given", "kms_key_id", "user_group_ids"),
  ...parity("aws_rds_cluster", "given", "kms_key_id", "tags.backup"),
  ...parity("aws_rds_cluster", "items", "enabled_cloudwatch_logs_exports"),
  ...parity("aws_rds_cluster", "least", "backup_retention_period"),
  ...parity(
    "aws_rds_cluster",
    "on",
    "copy_tags_to_snapshot",
    "deletion_protection",
    "iam_database_authentication_enabled",
    "storage_encrypted",
  ),
];

const errors: Readonly<Record<Parity["owes"], (copied: readonly unknown[], own: readonly unknown[]) => boolean>> = {
  on: ([copied], [own]) => isOn(copied) && !isOn(own),
  given: (copied, own) => copied.length > 0 && own.length === 0,
  least: ([copied], [own = 0]) => typeof copied === "number" && typeof own === "number" && own < copied,
  items: (copied, own) => copied.some((item) => !own.includes(item)),
};

function text(values: readonly unknown[]): string {
  return values.length === 0 ? "missing" : values.map(String).join(", ");
}

/** A key is known in its own region only: a multi-region key as the replica in that region. */
function foreignKeys(copy: Resource): Finding[] {
  return ["kms_key_arn", "kms_key_id"].flatMap((attribute) =>
    targetsOf(copy.stack, copy.block[attribute])
      .filter(({ region }) => region !== copy.region)
      .map((key) => ({ resource: copy, detail: `${attribute} is ${key.address} of ${key.region}` })),
  );
}

/** Replicas are fed from the stream of new and old images. */
function streamFindings(table: Resource): Finding[] {
  const { stream_enabled, stream_view_type } = table.block;
  if (isOn(stream_enabled) && stream_view_type === "NEW_AND_OLD_IMAGES") return [];
  return [{ resource: table, detail: "has a replica, and no stream of NEW_AND_OLD_IMAGES that could feed it" }];
}

function findingsOf(copy: Resource): Finding[] {
  const stray = strayTrailOf(copy);
  if (stray !== undefined)
    return [{ resource: copy, detail: `follows ${stray}, which no stack of the platform makes` }];
  const original = originalOf(copy);
  if (!original) return [];
  const unlike = parities
    .filter(({ type }) => type === copy.type)
    .flatMap(({ attribute, original: there = attribute, owes }) => {
      const [copied, own] = [valuesAt(original.block, there), valuesAt(copy.block, attribute)];
      if (!errors[owes](copied, own)) return [];
      const where = `${original.stack.id} ${original.address}`;
      return [{ resource: copy, detail: `${attribute} is ${text(own)}; that of ${where} is ${text(copied)}` }];
    });
  return [...unlike, ...foreignKeys(copy), ...(original.type === "aws_dynamodb_table" ? streamFindings(original) : [])];
}

export const copies: Rule = {
  id: "STRATA025",
  title: "A copy in the recovery region is protected as its original",
  severity: "high",
  control: "FSBP DynamoDB.2, DynamoDB.6, RDS.7, RDS.12, RDS.16, RDS.27; Well-Architected REL13-BP02",
  cause: "After a failover the copy is the data: without its backups, key and protection the next slip loses it.",
  fix: "Set the argument on the copy as on its original; keys are those of the recovery environment.",
  check: (platform) =>
    resourcesOf(platform, "aws_dynamodb_table_replica", "aws_elasticache_replication_group", "aws_rds_cluster").flatMap(
      findingsOf,
    ),
};
