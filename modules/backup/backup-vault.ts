import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { Construct } from "constructs";
import { policyDocument } from "../identity/policy-document";

export interface BackupVaultProps {
  /** Name of the vault, at most 50 characters. */
  readonly name: string;
  readonly account: string;
  readonly kmsKeyArn: string;
  /** Who may shorten the life of a recovery point: anyone with the right, a privileged role, or nobody. */
  readonly lock: "none" | "governance" | "compliance";
  /** Shortest and longest life of a recovery point the lock accepts, in days. */
  readonly retentionDays: { readonly min: number; readonly max: number };
  /** Terraform may delete the vault with its recovery points. */
  readonly forceDestroy: boolean;
}

/** Days in which a compliance lock can still be taken back; afterwards not even AWS can. */
const coolingOffDays = 7;

/** A vault of AWS Backup that nobody outside the account reaches and that keeps what it was given. */
export class BackupVault extends Construct {
  readonly arn: string;
  readonly vaultName: string;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { lock, retentionDays } = props;
    const vault = new AwsBackupVault(this, "vault", {
      name: props.name,
      kmsKeyArn: props.kmsKeyArn,
      forceDestroy: props.forceDestroy,
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
          conditions: { StringNotEquals: { "aws:PrincipalAccount": props.account } },
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
