import { BackupFramework } from "@cdktf/provider-aws/lib/backup-framework";
import { BackupReportPlan } from "@cdktf/provider-aws/lib/backup-report-plan";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface BackupAuditProps {
  readonly site: Site;
  /** What it audits, as in "standard"; part of its names. */
  readonly purpose: string;
  /** What every recovery point and every plan has to reach. */
  readonly asks: { readonly keepDays: number; readonly locked: boolean };
  /** Bucket of the reports. Its policy has to let AWS Backup in. */
  readonly reportsBucket: string;
}

const parameters = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/**
 * Controls of AWS Backup Audit Manager on all that carries the tag `backup`, and a daily report on them. It takes AWS
 * Config in the region (docs.aws.amazon.com/aws-backup/latest/devguide/controls-and-remediation.html).
 */
export class BackupAudit extends Construct {
  constructor(scope: Construct, id: string, props: BackupAuditProps) {
    super(scope, id);
    const { site, purpose, asks } = props;
    const name = site.names.of("backup-audit", purpose);
    const scopeOfTag = { tags: { backup: site.backupPlan } };
    const keepDays = String(asks.keepDays);
    const framework = new BackupFramework(this, "framework", {
      name,
      description: "What recovery points and backup plans have to reach.",
      control: [
        { name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN", scope: scopeOfTag },
        {
          name: "BACKUP_LAST_RECOVERY_POINT_CREATED",
          inputParameter: parameters({ recoveryPointAgeUnit: "days", recoveryPointAgeValue: "1" }),
          scope: scopeOfTag,
        },
        {
          name: "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
          inputParameter: parameters({ requiredRetentionDays: keepDays }),
        },
        {
          name: "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK",
          inputParameter: parameters({
            requiredFrequencyUnit: "days",
            requiredFrequencyValue: "1",
            requiredRetentionDays: keepDays,
          }),
        },
        { name: "BACKUP_RECOVERY_POINT_ENCRYPTED" },
        ...(asks.locked ? [{ name: "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK", scope: scopeOfTag }] : []),
      ],
    });
    const reports = { jobs: "BACKUP_JOB_REPORT", controls: "CONTROL_COMPLIANCE_REPORT" } as const;
    for (const [report, reportTemplate] of Object.entries(reports)) {
      new BackupReportPlan(this, report, {
        name: site.names.of("backup-audit", `${purpose}-${report}`),
        description: report === "jobs" ? "Backup jobs of the day." : "What follows the controls, and what does not.",
        reportDeliveryChannel: { s3BucketName: props.reportsBucket, s3KeyPrefix: "backup", formats: ["CSV", "JSON"] },
        reportSetting: {
          reportTemplate,
          ...(report === "controls" && { frameworkArns: [framework.arn], numberOfFrameworks: 1 }),
        },
      });
    }
  }
}
