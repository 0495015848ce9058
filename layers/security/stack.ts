import type { App } from "cdktf";
import { AccountBaseline } from "../../modules/account/account-baseline";
import { RegionBaseline } from "../../modules/account/region-baseline";
import { CustomerManagedKey } from "../../modules/encryption/customer-managed-key";
import { ReplicaKey } from "../../modules/encryption/replica-key";
import { PermissionsBoundary } from "../../modules/identity/permissions-boundary";
import { AccessLogBucket } from "../../modules/storage/access-log-bucket";
import { LogArchive } from "../../modules/storage/log-archive";
import { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import { type Classification, classifications } from "./keys";
import { securityOutputs } from "./outputs";

/** Region that the edge's certificates, web ACLs and metrics live in, wherever the platform stands. */
const edgeRegion = "us-east-1";

export class SecurityStack extends LayerStack<SecurityEnvironment> {
  constructor(app: App, environment: SecurityEnvironment) {
    super(app, environment, "security");
    const { account, region, primary, security, deletionProtection } = environment;

    const keys = this.buildKeys();

    const boundary = new PermissionsBoundary(this, "boundary", {
      name: this.names.of("iam-policy", "boundary"),
      account,
      regions: [...new Set([region, primary?.region ?? region, edgeRegion])],
    });

    const { objectLock, retentionDays, glacierAfterDays } = security.logArchive;
    const retention = { account, glacierAfterDays, forceDestroy: !deletionProtection };
    const accessLogs = new AccessLogBucket(this, "access-logs", {
      ...retention,
      name: this.names.of("s3-bucket", "access-logs"),
      expireAfterDays: retentionDays,
    });
    const archive = new LogArchive(this, "log-archive", {
      ...retention,
      name: this.names.of("s3-bucket", "log-archive"),
      region,
      kmsKeyArn: keys.logs,
      accessLogsBucket: accessLogs.bucketName,
      objectLock,
      retentionDays,
    });

    if (security.owns.account) new AccountBaseline(this, "account");
    if (security.owns.region) new RegionBaseline(this, "region");

    this.publish(securityOutputs, {
      artifactsKeyArn: keys.artifacts,
      backupKeyArn: keys.backup,
      databaseKeyArn: keys.database,
      lakeKeyArn: keys.lake,
      logsKeyArn: keys.logs,
      secretsKeyArn: keys.secrets,
      streamsKeyArn: keys.streams,
      logArchiveBucketName: archive.bucketName,
      logArchiveBucketArn: archive.arn,
      accessLogsBucketName: accessLogs.bucketName,
      permissionsBoundaryArn: boundary.arn,
    });
  }

  /** One key per classification, or in a recovery region the replica of the primary's. Returns their ARNs. */
  private buildKeys(): Record<Classification, string> {
    const { account, region, primary, security } = this.environment;
    const primaryKeys = primary && this.read(securityOutputs, primary);
    const arns = Object.entries(classifications).map(([name, { description, use }]) => {
      const classification = name as Classification;
      const props = {
        alias: this.names.of("kms-alias", classification),
        description,
        deletionWindowDays: security.keys.deletionWindowDays,
        account,
        region,
        use,
      };
      const key = primaryKeys
        ? new ReplicaKey(this, classification, { ...props, primaryKeyArn: primaryKeys[`${classification}KeyArn`] })
        : new CustomerManagedKey(this, classification, {
            ...props,
            rotationDays: security.keys.rotationDays,
            multiRegion: security.keys.multiRegion,
          });
      return [classification, key.arn];
    });
    return Object.fromEntries(arns);
  }
}
