import type { App } from "cdktf";
import { AccountBaseline } from "../../modules/account/account-baseline";
import { RegionBaseline } from "../../modules/account/region-baseline";
import { ServiceLinkedRoles } from "../../modules/account/service-linked-roles";
import { BackupVault } from "../../modules/backup/backup-vault";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { locationOf, siteOf } from "../../platform/site";
import { buildAudit } from "./audit";
import type { SecurityEnvironment } from "./config";
import { buildDetection } from "./detection";
import type { SecurityFoundation, SecurityGround } from "./foundation";
import { buildBoundary, buildIdentity } from "./identity";
import { buildKeys } from "./keys";
import { buildLogs } from "./logs";
import { securityOutputs } from "./outputs";
import { buildSecrets } from "./secrets";

export class SecurityStack extends LayerStack<SecurityEnvironment> {
  constructor(app: App, environment: SecurityEnvironment, layers: readonly string[]) {
    super(app, environment, "security");
    const { owns, security } = environment;
    const ground: SecurityGround = {
      site: locationOf(environment),
      environment,
      upstream: upstreamOf(environment, (primary) => ({ security: this.read(securityOutputs, primary) })),
    };
    const keys = buildKeys(this, ground);
    const { arns } = keys;
    const permissionsBoundaryArn = buildBoundary(this, ground);
    const site = siteOf(environment, { permissionsBoundaryArn, logsKeyArn: arns.logs });
    const foundation: SecurityFoundation = { ...ground, site, keys, layers };

    const { personaRoleArns, deliveryRoleArns } = buildIdentity(this, foundation);

    const logs = buildLogs(this, foundation);
    const linked = owns.account
      ? new ServiceLinkedRoles(this, "linked", { site, existing: security.existingServiceLinkedRoles })
      : undefined;
    const { trailLogGroupName } = buildAudit(this, { ...foundation, logs, linked });

    if (owns.account) new AccountBaseline(this, "account");
    if (owns.region) {
      new RegionBaseline(this, "region", { volumesKeyArn: arns.volumes });
      buildDetection(this, foundation);
    }

    // In a recovery region the same vault takes the copies of the primary's recovery points.
    const { vaultLock, minRetentionDays, maxRetentionDays } = security.backup;
    const vault = new BackupVault(this, "vault", {
      site,
      purpose: "backup",
      kmsKeyArn: arns.backup,
      lock: vaultLock,
      retentionDays: { min: minRetentionDays, max: maxRetentionDays },
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
      secretArns: buildSecrets(this, foundation),
      logArchiveBucketName: logs.archive.bucketName,
      logArchiveBucketArn: logs.archive.arn,
      trailLogGroupName,
      configurationBucketName: logs.configuration?.bucketName ?? "",
      configurationBucketArn: logs.configuration?.arn ?? "",
      flowLogsBucketName: logs.flows.bucketName,
      flowLogsBucketArn: logs.flows.arn,
      accessLogsBucketName: logs.accessLogs.bucketName,
      permissionsBoundaryArn,
      personaRoleArns,
      deliveryRoleArns,
      backupVaultName: vault.vaultName,
      backupVaultArn: vault.arn,
    });
  }
}
