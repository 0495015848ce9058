import { valueAt } from "../../../policies/platform";
import { protections } from "../../../policies/rules/deletion-protection";
import { type Danger, dangerAt, type Kept, keptResources, type Revisions } from "./danger";

/** What is safer when true, wherever it is in a block. */
const onIsSafer =
  /^(storage_encrypted|encrypted|encryption_enabled|at_rest_encryption_enabled|transit_encryption_enabled|enable_key_rotation|enable_log_file_validation|is_multi_region_trail|drop_invalid_header_fields|enable_network_isolation|enable_inter_container_traffic_encryption|block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets|iam_database_authentication_enabled|require_tls|requires_mfa|authorization_enabled|point_in_time_recovery|actions_enabled|multi_az|automatic_failover_enabled)$/;

/** What is safer when false. */
const offIsSafer =
  /^(publicly_accessible|map_public_ip_on_launch|assign_public_ip|associate_public_ip_address|endpoint_public_access|privileged_mode|privileged)$/;

/** A number that says how long something is kept. */
const keeping =
  /^(retention_in_days|backup_retention_period|retention_period|snapshot_retention_limit|deletion_window_in_days|recovery_window_in_days|message_retention_seconds|delete_after|min_retention_days|performance_insights_retention_period|max_age_days)$/;

const customerKey = /^(kms_key|kms_key_id|kms_key_arn|kms_master_key_id|kms_master_key_arn|kms_key_identifier)$/;

const tlsVersion = /^(ssl_policy|minimum_protocol_version|security_policy|tls_policy)$/;

/** Types whose loss leaves something unwatched, unlogged, without a copy or open. */
export const guards: Readonly<Record<string, string>> = {
  aws_backup_plan: "a backup plan",
  aws_backup_selection: "a backup selection",
  aws_backup_vault_lock_configuration: "the lock of a backup vault",
  aws_cloudtrail: "a trail",
  aws_cloudwatch_composite_alarm: "an alarm",
  aws_cloudwatch_metric_alarm: "an alarm",
  aws_config_configuration_recorder: "the recorder of AWS Config",
  aws_flow_log: "flow logs",
  aws_guardduty_detector: "the detector of GuardDuty",
  aws_guardduty_detector_feature: "a feature of GuardDuty",
  aws_s3_account_public_access_block: "the block of public access",
  aws_s3_bucket_object_lock_configuration: "object lock",
  aws_s3_bucket_public_access_block: "the block of public access",
  aws_s3_bucket_replication_configuration: "replication",
  aws_s3_bucket_versioning: "versioning",
  aws_securityhub_account: "Security Hub",
  aws_shield_protection: "a protection of Shield Advanced",
  aws_wafv2_web_acl: "a web ACL",
  aws_wafv2_web_acl_association: "the association of a web ACL",
};

/** Encryption, deletion protection and retention that get weaker, and guards that go. */
export function weakened(revisions: Revisions): Danger[] {
  const changed = keptResources(revisions).flatMap(weakenedIn);
  const removed = revisions.changes.flatMap(({ place, action }): Danger[] => {
    const guard = guards[place.address?.split(".")[0] ?? ""];
    if (guard === undefined || action !== "delete") return [];
    const { environment, stack, address, path } = place;
    const danger: Danger = { kind: "protection", environment, stack, text: `Removes ${guard}`, details: [] };
    return [{ ...danger, ...(address !== undefined && { address }), ...(path !== undefined && { path }) }];
  });
  return [...changed, ...removed];
}

function weakenedIn({ before, after }: Kept): Danger[] {
  const lost = protections
    .filter(({ type }) => type === after.type)
    .filter(({ attribute, wanted, byDefault }) => {
      const [old, now] = [before, after].map(({ block }) => valueAt(block, attribute) ?? byDefault);
      return old === wanted && now !== wanted;
    })
    .map(({ attribute, byDefault }) => `${attribute} becomes ${valueAt(after.block, attribute) ?? byDefault}`);
  const known = new Set(lost.map((text) => text.split(" ")[0]));
  const found = weakerLeaves(before.block, after.block).filter((text) => !known.has(text.split(" ")[0]));
  return [...lost, ...found].map((text) => dangerAt("protection", after, text));
}

/** What gets weaker at any depth: a sentence for each. Lists are compared item by item. */
export function weakerLeaves(before: unknown, after: unknown): string[] {
  if (!isTree(before)) return [];
  return Object.entries(before).flatMap(([key, old]) => {
    if (key === "//") return [];
    const now = isTree(after) ? (after as Record<string, unknown>)[key] : undefined;
    if (isTree(old)) return weakerLeaves(old, now);
    return weaker(key, old, now) ? [sentence(key, old, now)] : [];
  });
}

function weaker(key: string, old: unknown, now: unknown): boolean {
  if (onIsSafer.test(key)) return isTrue(old) && !isTrue(now);
  if (offIsSafer.test(key)) return !isTrue(old) && isTrue(now);
  if (customerKey.test(key)) return now === undefined || now === null || now === "";
  if (keeping.test(key)) return Number(now ?? 0) < Number(old);
  return tlsVersion.test(key) && (versionIn(now) ?? 0) < (versionIn(old) ?? 0);
}

function sentence(key: string, old: unknown, now: unknown): string {
  if (customerKey.test(key)) return `${key} goes: an AWS key, or none, encrypts from now on`;
  return `${key} goes from ${String(old)} to ${now === undefined ? "its default" : String(now)}`;
}

/** `1.2` of `ELBSecurityPolicy-TLS13-1-2-2021-06` or `TLSv1.2_2021` is 12. */
function versionIn(policy: unknown): number | undefined {
  const [, major, minor] = /(?:TLS(?:v|13-|-)?)?([12])[._-]([0-3])/.exec(String(policy)) ?? [];
  return major === undefined ? undefined : Number(`${major}${minor}`);
}

function isTree(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}
