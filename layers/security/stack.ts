import type { App } from "cdktf";
import { AccountBaseline } from "../../modules/account/account-baseline";
import { RegionBaseline } from "../../modules/account/region-baseline";
import { BackupVault } from "../../modules/backup/backup-vault";
import { LayerStack } from "../../platform/layer-stack";
import { buildAudit } from "./audit";
import type { SecurityEnvironment } from "./config";
import { buildDetection } from "./detection";
import { buildIdentity } from "./identity";
import { buildKeys } from "./keys";
import { securityOutputs } from "./outputs";
import { buildSecrets } from "./secrets";

export class SecurityStack extends LayerStack<SecurityEnvironment> {
  constructor(app: App, environment: SecurityEnvironment, layers: readonly string[]) {
    super(app, environment, "security");
    const { names } = this;
    const { account, owns, primary, security, deletionProtection } = environment;

    const upstream = primary && this.read(securityOutputs, primary);
    const keys = buildKeys(this, names, upstream);
    const { arns } = keys;
    const { permissionsBoundaryArn, personaRoleArns, deliveryRoleArns } = buildIdentity(this, names, layers, upstream);

    const { archive, accessLogs } = buildAudit(this, {
      names,
      kmsKeyArn: arns.logs,
      permissionsBoundaryArn,
      upstream,
    });

    if (owns.account) new AccountBaseline(this, "account");
    if (owns.region) {
      new RegionBaseline(this, "region", { volumesKeyArn: arns.volumes });
      buildDetection(this, names);
    }

    // In a recovery region the same vault takes the copies of the primary's recovery points.
    const { vaultLock, minRetentionDays, maxRetentionDays } = security.backup;
    const vault = new BackupVault(this, "vault", {
      name: names.of("backup-vault", "backup"),
      account,
      kmsKeyArn: arns.backup,
      lock: vaultLock,
      retentionDays: { min: minRetentionDays, max: maxRetentionDays },
      forceDestroy: !deletionProtection,
    });

    this.publish(securityOutputs, {
      artifactsKeyArn: arns.artifacts,
      backupKeyArn: arns.backup,
      databaseKeyArn: arns.database,
      lakeKeyArn: arns.lake,
      logsKeyArn: arns.logs,
      secretsKeyArn: arns.secrets,
      streamsKeyArn: arns.streams,
      volumesKeyArn: arns.volumes,
      recoverySecretsKeyArn: keys.recoverySecrets,
      secretArns: buildSecrets(this, { names, keys, permissionsBoundaryArn, upstream }),
      logArchiveBucketName: archive.bucketName,
      logArchiveBucketArn: archive.arn,
      accessLogsBucketName: accessLogs.bucketName,
      permissionsBoundaryArn,
      personaRoleArns,
      deliveryRoleArns,
      backupVaultName: vault.vaultName,
      backupVaultArn: vault.arn,
    });
  }
}
