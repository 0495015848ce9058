import { BackupPlan as AwsBackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface BackupPlanProps {
  readonly site: Site;
  /** What the plan is for, as in "standard"; part of its name. */
  readonly purpose: string;
  readonly rules: readonly BackupRule[];
  readonly covers: BackupSelectionProps;
  /** Provider of the region of what is backed up. @default that of the stack */
  readonly provider?: TerraformProvider;
}

/** When recovery points are made, and how long they are kept. */
export interface BackupRule {
  /** As in "daily"; unique in its plan. */
  readonly name: string;
  /** As in "cron(0 5 * * ? *)", in UTC. */
  readonly schedule: string;
  /** Days that a recovery point is kept; the lock of the vault sets bounds. */
  readonly keepDays: number;
  readonly vaultName: string;
  /** Vault in another region that gets a copy, and how long it keeps it. @default no copy */
  readonly copy?: { readonly vaultArn: string; readonly keepDays: number };
}

/** Resources that carry all of the tags. */
export interface BackupSelectionProps {
  readonly tags: Readonly<Record<string, string>>;
  /** Role that makes the recovery points. */
  readonly roleArn: string;
}

/** Minutes within which a backup starts, and within which it is done. AWS Backup gives up on others and says so. */
const windows = { startWindow: 60, completionWindow: 720 };

/** A backup plan, and what it covers. */
export class BackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { provider } = props;
    const name = props.site.names.of("backup-plan", props.purpose);
    const plan = new AwsBackupPlan(this, "plan", {
      name,
      rule: props.rules.map(({ name: ruleName, schedule, keepDays, vaultName, copy }) => ({
        ruleName,
        schedule,
        ...windows,
        targetVaultName: vaultName,
        lifecycle: { deleteAfter: keepDays },
        copyAction: copy && [{ destinationVaultArn: copy.vaultArn, lifecycle: { deleteAfter: copy.keepDays } }],
      })),
      provider,
    });
    new BackupSelection(this, "selection", {
      name,
      planId: plan.id,
      iamRoleArn: props.covers.roleArn,
      resources: ["*"],
      condition: [
        {
          stringEquals: Object.entries(props.covers.tags).map(([key, value]) => ({
            key: `aws:ResourceTag/${key}`,
            value,
          })),
        },
      ],
      provider,
    });
  }
}
