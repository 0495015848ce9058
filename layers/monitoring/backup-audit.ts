import { BackupAudit } from "../../modules/backup/backup-audit";
import { BackupRole } from "../../modules/backup/backup-role";
import { RestoreTest } from "../../modules/backup/restore-test";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { ReportingFoundation } from "./foundation";

/** Sundays, when the weekly recovery points are made. */
const schedule = "cron(0 13 ? * SUN *)";

/** Whether recovery points can be restored, and whether all that should be is covered. Both go by the tag `backup`. */
export function buildBackupAudit(stack: LayerStack<MonitoringEnvironment>, foundation: ReportingFoundation): void {
  const { site, environment, security, reportsBucketName } = foundation;
  const { dailyKeepDays, restoreTests } = environment.monitoring.backup;
  if (restoreTests) {
    const { arn: roleArn } = new BackupRole(stack, "backup-restores", {
      site,
      purpose: "backup-restores",
      work: "restore",
    });
    new RestoreTest(stack, "restore-test", {
      site,
      purpose: site.backupPlan,
      schedule,
      vaultArn: security.backupVaultArn,
      roleArn,
      tags: { backup: site.backupPlan, environment: environment.name },
    });
  }
  if (!environment.owns.region) return;
  new BackupAudit(stack, "backup-audit", {
    site,
    purpose: site.backupPlan,
    asks: { keepDays: dailyKeepDays, locked: environment.security.backup.vaultLock !== "none" },
    reportsBucket: reportsBucketName,
  });
}
