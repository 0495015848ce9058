import { ConfigurationRecorder } from "../../modules/audit/configuration-recorder";
import { Trail, trailArn } from "../../modules/audit/trail";
import { AccessLogBucket } from "../../modules/storage/access-log-bucket";
import { BucketReplication } from "../../modules/storage/bucket-replication";
import { LogArchive } from "../../modules/storage/log-archive";
import type { ContractValues } from "../../platform/contract";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import { siteOf } from "../../platform/site";
import type { SecurityEnvironment } from "./config";
import type { securityOutputs } from "./outputs";

export interface AuditProps {
  readonly names: Names;
  readonly kmsKeyArn: string;
  readonly permissionsBoundaryArn: string;
  /** What the primary's security layer publishes, where there is a primary: its archive is copied here. */
  readonly upstream: ContractValues<typeof securityOutputs> | undefined;
}

export interface Audit {
  readonly archive: LogArchive;
  readonly accessLogs: AccessLogBucket;
}

/**
 * The log archive, and what fills it: CloudTrail, AWS Config where the environment owns the region, and in a recovery
 * environment the archive of its primary.
 */
export function buildAudit(stack: LayerStack<SecurityEnvironment>, props: AuditProps): Audit {
  const { account, region, organization, name, owns, primary, security } = stack.environment;
  const { names, kmsKeyArn, permissionsBoundaryArn, upstream } = props;
  const site = siteOf(stack.environment, { permissionsBoundaryArn, logsKeyArn: kmsKeyArn });
  const { retentionDays, glacierAfterDays } = security.logArchive;

  const accessLogs = new AccessLogBucket(stack, "access-logs", {
    site,
    purpose: "access-logs",
    glacierAfterDays,
    retentionDays,
  });
  const archive = new LogArchive(stack, "log-archive", {
    site,
    purpose: "log-archive",
    kmsKeyArn,
    trailArn: trailArn(region, account, names.of("trail", "trail")),
    accessLogsBucket: accessLogs.bucketName,
    retention: security.logArchive,
  });

  new Trail(stack, "trail", {
    site,
    archive,
    managementEvents: owns.account,
    dataEvents: {
      // A replica has the name of the table it copies.
      "AWS::DynamoDB::Table": [name, ...(primary ? [primary.name] : [])].map(
        (of) => `arn:aws:dynamodb:${region}:${account}:table/${organization}-${of}-`,
      ),
      "AWS::S3::Object": ["lake", "artifacts", "code"].map((use) => `arn:aws:s3:::${organization}-${name}-${use}-`),
    },
  });
  if (owns.region) {
    const globalResources = owns.account;
    new ConfigurationRecorder(stack, "config", { names, account, archive, kmsKeyArn, globalResources });
  }
  if (primary && upstream) {
    new BucketReplication(stack, "log-archive-replication", {
      site,
      purpose: "log-archive",
      source: {
        bucketName: upstream.logArchiveBucketName,
        bucketArn: upstream.logArchiveBucketArn,
        region: primary.region,
        kmsKeyArn: upstream.logsKeyArn,
        provider: stack.providerFor(primary.region),
      },
      destination: archive,
      kmsKeyArn,
      // Nothing is ever deleted in an archive.
      deletes: false,
    });
  }
  return { archive, accessLogs };
}
