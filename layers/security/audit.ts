import { ConfigurationRecorder } from "../../modules/audit/configuration-recorder";
import { Trail, trailArn } from "../../modules/audit/trail";
import { AccessLogBucket } from "../../modules/storage/access-log-bucket";
import { BucketReplication } from "../../modules/storage/bucket-replication";
import { LogArchive } from "../../modules/storage/log-archive";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { SecurityFoundation } from "./foundation";

export interface Audit {
  readonly archive: LogArchive;
  readonly accessLogs: AccessLogBucket;
}

/**
 * The log archive, and what fills it: CloudTrail, AWS Config where the environment owns the region, and in a recovery
 * environment the archive of its primary.
 */
export function buildAudit(stack: LayerStack<SecurityEnvironment>, foundation: SecurityFoundation): Audit {
  const { site, environment, upstream, keys } = foundation;
  const { names, account, region } = site;
  const { organization, name, owns, security } = environment;
  const kmsKeyArn = keys.arns.logs;
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
      "AWS::DynamoDB::Table": [name, ...(upstream ? [upstream.environment.name] : [])].map(
        (of) => `arn:aws:dynamodb:${region}:${account}:table/${organization}-${of}-`,
      ),
      "AWS::S3::Object": ["lake", "artifacts", "code"].map((use) => `arn:aws:s3:::${organization}-${name}-${use}-`),
    },
  });
  if (owns.region) {
    new ConfigurationRecorder(stack, "config", { site, archive, globalResources: owns.account });
  }
  if (upstream) {
    const { region: primaryRegion } = upstream.environment;
    new BucketReplication(stack, "log-archive-replication", {
      site,
      purpose: "log-archive",
      source: {
        bucketName: upstream.security.logArchiveBucketName,
        bucketArn: upstream.security.logArchiveBucketArn,
        region: primaryRegion,
        kmsKeyArn: upstream.security.logsKeyArn,
        provider: stack.providerFor(primaryRegion),
      },
      destination: archive,
      kmsKeyArn,
      // Nothing is ever deleted in an archive.
      deletes: false,
    });
  }
  return { archive, accessLogs };
}
