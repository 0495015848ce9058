import { trailArn } from "../../modules/audit/trail";
import { AccessLogBucket } from "../../modules/storage/access-log-bucket";
import { BucketReplication } from "../../modules/storage/bucket-replication";
import { LogBucket, type LogBucketProps } from "../../modules/storage/log-bucket";
import { configurationHistory, flowLogs, trailEvents } from "../../modules/storage/log-writers";
import type { LayerStack } from "../../platform/layer-stack";
import type { SecurityEnvironment } from "./config";
import type { SecurityFoundation } from "./foundation";

/** The buckets of logs, one for each service that writes. */
export interface Logs {
  /** Server access logs of all other buckets. */
  readonly accessLogs: AccessLogBucket;
  /** Events of the trail. */
  readonly archive: LogBucket;
  /** History and snapshots of AWS Config. @default another environment records the region */
  readonly configuration?: LogBucket;
  /** Flow logs of the VPC. */
  readonly flows: LogBucket;
}

/** Builds the buckets that logs are delivered to, and in a recovery environment the copies of the primary's logs. */
export function buildLogs(stack: LayerStack<SecurityEnvironment>, foundation: SecurityFoundation): Logs {
  const { site, environment, upstream } = foundation;
  const { owns, security } = environment;
  const { names, account, region } = site;
  const { kmsKeyArn } = site.logs;
  const { retentionDays, glacierAfterDays } = security.logArchive;

  const accessLogs = new AccessLogBucket(stack, "access-logs", {
    site,
    purpose: "access-logs",
    glacierAfterDays,
    retentionDays,
  });
  // Names that begin with "log-" are out of reach of every role of the environment: see the permissions boundary.
  const build = (purpose: string, writer: LogBucketProps["writer"], retention = security.logArchive) =>
    new LogBucket(stack, purpose, {
      site,
      purpose,
      kmsKeyArn,
      writer,
      accessLogsBucket: accessLogs.bucketName,
      retention,
    });
  const archive = build("log-archive", trailEvents(account, trailArn(region, account, names.of("trail", "trail"))));
  const configuration = owns.region
    ? build("log-config", configurationHistory(account), { ...security.logArchive, objectLock: "none" })
    : undefined;
  const flows = build("log-flows", flowLogs(account, region));

  if (upstream) {
    const { environment: primary, security: published } = upstream;
    const place = {
      region: primary.region,
      kmsKeyArn: published.logsKeyArn,
      provider: stack.providerFor(primary.region),
    };
    const copy = (purpose: string, destination: LogBucket, bucketName: string, bucketArn: string) =>
      new BucketReplication(stack, `${purpose}-replication`, {
        site,
        purpose,
        source: { bucketName, bucketArn, ...place },
        destination,
        kmsKeyArn,
        // Nothing is ever deleted in an archive.
        deletes: false,
      });
    copy("log-archive", archive, published.logArchiveBucketName, published.logArchiveBucketArn);
    copy("log-flows", flows, published.flowLogsBucketName, published.flowLogsBucketArn);
    if (configuration && primary.owns.region) {
      copy("log-config", configuration, published.configurationBucketName, published.configurationBucketArn);
    }
  }
  return { accessLogs, archive, configuration, flows };
}
