import { BackupLogicallyAirGappedVault } from "@cdktf/provider-aws/lib/backup-logically-air-gapped-vault";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface AirGappedVaultProps {
  readonly site: Site;
  /** What the vault is for, as in "air-gapped"; part of its name. */
  readonly purpose: string;
  /** Shortest and longest life of a recovery point, in days, from 7 on. Fixed for the life of the vault. */
  readonly retentionDays: { readonly min: number; readonly max: number };
}

/**
 * A vault that is locked from the start and whose recovery points are encrypted with a key of AWS: an
 * attacker in the account can neither delete nor lock them (aws-backup/latest/devguide/logicallyairgappedvault.html).
 */
export class AirGappedVault extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { site, purpose, retentionDays }: AirGappedVaultProps) {
    super(scope, id);
    this.arn = new BackupLogicallyAirGappedVault(this, "vault", {
      name: site.names.of("backup-vault", purpose),
      minRetentionDays: retentionDays.min,
      maxRetentionDays: retentionDays.max,
    }).arn;
  }
}
