import { AirGappedVault } from "../../modules/backup/air-gapped-vault";
import { BackupPlan, type BackupRule } from "../../modules/backup/backup-plan";
import { BackupRole } from "../../modules/backup/backup-role";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation } from "./foundation";

/** When recovery points are made, in UTC: none at the hours of the others. */
const schedules = {
  daily: "cron(0 5 * * ? *)",
  weekly: "cron(0 7 ? * SUN *)",
  monthly: "cron(0 9 1 * ? *)",
  copied: "cron(0 3 * * ? *)",
} as const;

/**
 * Recovery points of all that carries the tag `backup`: those of the environment and, where it recovers another, those
 * of the primary, each of which is copied here. The primary knows nothing of who recovers it, so that plan is part of
 * this state, and its recovery points there are kept as short as the lock of the primary's vault allows.
 */
export function buildBackup(stack: LayerStack<MonitoringEnvironment>, foundation: MonitoringFoundation): void {
  const { site, environment, security, upstream } = foundation;
  const {
    dailyKeepDays,
    weeklyKeepDays,
    monthlyKeepDays,
    copyKeepDays = dailyKeepDays,
    airGapped,
  } = environment.monitoring.backup;
  const rule = (name: "daily" | "weekly" | "monthly", keepDays: number | undefined): BackupRule[] =>
    keepDays === undefined ? [] : [{ name, schedule: schedules[name], keepDays, vaultName: security.backupVaultName }];
  const daily = rule("daily", dailyKeepDays).map((one): BackupRule => {
    if (!airGapped) return one;
    const { keepDays, minRetentionDays: min, maxRetentionDays: max } = airGapped;
    const { arn: vaultArn } = new AirGappedVault(stack, "air-gapped", {
      site,
      purpose: "air-gapped",
      retentionDays: { min, max },
    });
    return { ...one, copy: { vaultArn, keepDays } };
  });
  const { arn: roleArn } = new BackupRole(stack, "backup-jobs", { site, purpose: "backup-jobs", work: "backup" });
  const covers = (environmentName: string) => ({
    tags: { backup: site.backupPlan, environment: environmentName },
    roleArn,
  });
  new BackupPlan(stack, "backup", {
    site,
    purpose: site.backupPlan,
    rules: [...daily, ...rule("weekly", weeklyKeepDays), ...rule("monthly", monthlyKeepDays)],
    covers: covers(environment.name),
  });
  if (!upstream) return;

  const { environment: primary, security: ofPrimary } = upstream;
  new BackupPlan(stack, "backup-copies", {
    site,
    purpose: "copies",
    rules: [
      {
        name: "copied",
        schedule: schedules.copied,
        keepDays: primary.security.backup.minRetentionDays,
        vaultName: ofPrimary.backupVaultName,
        copy: { vaultArn: security.backupVaultArn, keepDays: copyKeepDays },
      },
    ],
    covers: covers(primary.name),
    provider: stack.providerFor(primary.region),
  });
}
