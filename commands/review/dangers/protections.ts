import { valueAt } from "../../../policies/platform";
import { protections } from "../../../policies/rules/deletion-protection";
import { type Danger, dangerAt, type Kept, keptResources, type Revisions } from "./danger";
import { weakerLeaves } from "./weaker-leaves";

/** Types whose loss leaves something unwatched, unlogged, without a copy or open. */
export const guards: Readonly<Record<string, string>> = {
  aws_accessanalyzer_analyzer: "an analyzer of access",
  aws_backup_plan: "a backup plan",
  aws_backup_selection: "a backup selection",
  aws_backup_vault_lock_configuration: "the lock of a backup vault",
  aws_bedrock_guardrail: "a guardrail",
  aws_budgets_budget: "a budget",
  aws_cloudtrail: "a trail",
  aws_cloudwatch_composite_alarm: "an alarm",
  aws_cloudwatch_metric_alarm: "an alarm",
  aws_config_configuration_recorder: "the recorder of AWS Config",
  aws_flow_log: "flow logs",
  aws_guardduty_detector: "the detector of GuardDuty",
  aws_guardduty_detector_feature: "a feature of GuardDuty",
  aws_inspector2_enabler: "the scans of Inspector",
  aws_macie2_account: "Macie",
  aws_s3_account_public_access_block: "the block of public access",
  aws_s3_bucket_object_lock_configuration: "object lock",
  aws_s3_bucket_public_access_block: "the block of public access",
  aws_s3_bucket_replication_configuration: "replication",
  aws_s3_bucket_server_side_encryption_configuration: "the encryption of a bucket",
  aws_s3_bucket_versioning: "versioning",
  aws_securityhub_account: "Security Hub",
  aws_shield_protection: "a protection of Shield Advanced",
  aws_synthetics_canary: "a canary",
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
