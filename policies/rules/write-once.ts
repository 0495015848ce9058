import type { Resource } from "../../synthesized/linked-stack";
import { isAtLeast, pointingAt, resourcesOf, targetsOf, tierOf, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** Services that deliver evidence to a bucket. AWS Config is none: it keeps its history itself, and writes to no locked one. */
const evidence = [
  { type: "aws_cloudtrail", attribute: "s3_bucket_name" },
  { type: "aws_flow_log", attribute: "log_destination" },
] as const;

function archives(platform: Platform): Resource[] {
  const targets = evidence.flatMap(({ type, attribute }) =>
    resourcesOf(platform, type).flatMap(({ stack, block }) => targetsOf(stack, block[attribute])),
  );
  return [...new Set(targets)].filter(({ type }) => type === "aws_s3_bucket");
}

function bucketFindings(platform: Platform, bucket: Resource): Finding[] {
  const locks = pointingAt(platform, bucket, "aws_s3_bucket_object_lock_configuration", "bucket");
  const modes = locks.flatMap(({ block }) => valuesAt(block, "rule.default_retention.mode"));
  if (modes.length === 0) return [{ resource: bucket, detail: "keeps evidence and has no object lock" }];
  if (tierOf(bucket.stack) !== "production" || modes.includes("COMPLIANCE")) return [];
  return [{ resource: bucket, detail: `its object lock is ${modes.join(", ")}; production asks for COMPLIANCE` }];
}

function vaultFindings(platform: Platform, vault: Resource): Finding[] {
  const locks = pointingAt(platform, vault, "aws_backup_vault_lock_configuration", "backup_vault_name");
  if (locks.length === 0) return [{ resource: vault, detail: "has no vault lock" }];
  // Only a lock with a cooling-off period becomes final.
  if (tierOf(vault.stack) !== "production" || locks.some(({ block }) => block.changeable_for_days !== undefined))
    return [];
  return [{ resource: vault, detail: "its lock can be lifted; production asks for compliance mode" }];
}

export const writeOnce: Rule = {
  id: "STRATA011",
  title: "Logs and recovery points cannot be deleted before their time",
  severity: "high",
  control: "Security Hub S3.15; Well-Architected SEC04-BP02, REL09-BP02",
  cause: "An attacker who takes over the account deletes the logs and the backups first.",
  fix: "Set security.logArchive.objectLock and security.backup.vaultLock to what the tier asks for.",
  check: (platform) => [
    ...archives(platform)
      .filter(({ stack }) => isAtLeast(tierOf(stack), "nonproduction"))
      .flatMap((bucket) => bucketFindings(platform, bucket)),
    ...resourcesOf(platform, "aws_backup_vault")
      .filter(({ stack }) => isAtLeast(tierOf(stack), "nonproduction"))
      .flatMap((vault) => vaultFindings(platform, vault)),
  ],
};
