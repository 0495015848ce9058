import { service } from "./service";

/** AWS Backup: vaults, plans and recovery points. A new vault also mounts its storage. */
export const backup = service({
  prefix: "backup",
  alsoPrefixes: ["backup-storage"],
  resources: {
    any: "*",
    vault: "backup-vault:{name}-*",
    recoveryPoint: "recovery-point:*",
    snapshot: "arn:aws:rds:{region}:{account}:cluster-snapshot:awsbackup:*",
    role: "arn:aws:iam::{account}:role/{name}-backup-*",
  },
  read: ["Describe*", "Get*", "List*"],
  change: { policy: "infrastructure", on: ["any"], unbound: ["UpdateRegionSettings", "backup-storage:MountCapsule"] },
  work: {
    operate: [
      {
        sid: "BackUpAndRestore",
        actions: ["StartBackupJob", "StartRestoreJob"],
        on: ["vault", "recoveryPoint", "snapshot"],
      },
      {
        sid: "PassBackupRole",
        actions: ["iam:PassRole"],
        on: ["role"],
        conditions: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
      },
    ],
  },
  notDeployers: ["StartRestoreJob"],
  never: ["DeleteBackupVaultLock*"],
  loses: ["DeleteBackupVault", "DeleteRecoveryPoint"],
});
