import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";

export interface BackupVaultProps {
  /** Where it protects from deletion, Terraform may not delete the vault while it holds recovery points. */
  readonly site: Site;
  /** What the vault is for, as in "backup"; part of its name. */
  readonly purpose: string;
  readonly kmsKeyArn: string;
  /** Who may shorten the life of a recovery point: anyone with the permission, a privileged role, or no one. */
  readonly lock: "none" | "governance" | "compliance";
  /** Shortest and longest life of a recovery point the lock accepts, in days. */
  readonly retentionDays: { readonly min: number; readonly max: number };
}

/** Days in which a compliance lock can still be taken back; afterwards not even AWS can. */
const coolingOffDays = 7;

/** A vault of AWS Backup without access from outside the account. It keeps its recovery points. */
export class BackupVault extends Construct {
  readonly arn: string;
  readonly vaultName: string;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { site, lock, retentionDays } = props;
    const vault = new AwsBackupVault(this, "vault", {
      name: site.names.of("backup-vault", props.purpose),
      kmsKeyArn: props.kmsKeyArn,
      forceDestroy: !site.deletionProtection,
    });
    this.arn = vault.arn;
    this.vaultName = vault.name;
    new BackupVaultPolicy(this, "policy", {
      backupVaultName: vault.name,
      policy: policyDocument([
        {
          sid: "RefuseOtherAccounts",
          effect: "Deny",
          principal: "*",
          actions: "backup:*",
          resources: "*",
          conditions: { StringNotEquals: { "aws:PrincipalAccount": site.account } },
        },
      ]),
    });
    if (lock !== "none") {
      new BackupVaultLockConfiguration(this, "lock-configuration", {
        backupVaultName: vault.name,
        minRetentionDays: retentionDays.min,
        maxRetentionDays: retentionDays.max,
        changeableForDays: lock === "compliance" ? coolingOffDays : undefined,
      });
    }
  }
}
