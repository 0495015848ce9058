import type { Construct } from "constructs";
import type { PolicyStatement } from "../identity/policy-document";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

export interface LogArchiveProps extends Required<Pick<PrivateBucketProps, "site" | "purpose" | "kmsKeyArn">> {
  /** Trail that writes its events here. */
  readonly trailArn: string;
  /** Bucket that records who reads the archive. */
  readonly accessLogsBucket: string;
  readonly retention: ArchiveRetention;
}

export interface ArchiveRetention {
  /** Who may delete a log before its time: anyone with the right, a privileged role, or nobody. */
  readonly objectLock: "none" | "governance" | "compliance";
  /** Days a log is kept, and locked where object lock is on. */
  readonly retentionDays: number;
  /** Days until a log moves to S3 Glacier Instant Retrieval. */
  readonly glacierAfterDays: number;
}

/** The bucket that AWS services deliver their logs to, below `AWSLogs/<account>/`. */
export class LogArchive extends PrivateBucket {
  constructor(scope: Construct, id: string, { trailArn, retention, ...bucket }: LogArchiveProps) {
    const { account, region } = bucket.site;
    const { objectLock, retentionDays, glacierAfterDays } = retention;
    super(scope, id, {
      ...bucket,
      retention: {
        transitions: [{ days: glacierAfterDays, storageClass: "GLACIER_IR" }],
        expireAfterDays: retentionDays,
        objectLock: objectLock === "none" ? undefined : { mode: objectLock, days: retentionDays },
      },
      statements: (bucketArn) => [
        ...vendedLogs(bucketArn, account, region),
        ...trailEvents(bucketArn, account, trailArn),
        ...configurationHistory(bucketArn, account),
      ],
    });
  }
}

/** What the log delivery service needs to write VPC flow logs and other vended logs of the account. */
function vendedLogs(bucketArn: string, account: string, region: string): PolicyStatement[] {
  const principal = { service: "delivery.logs.amazonaws.com" };
  const fromThisAccount = {
    StringEquals: { "aws:SourceAccount": account },
    ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` },
  };
  return [
    {
      sid: "DeliverVendedLogs",
      principal,
      actions: "s3:PutObject",
      resources: `${bucketArn}/AWSLogs/${account}/*`,
      conditions: fromThisAccount,
    },
    {
      sid: "CheckBeforeDelivery",
      principal,
      actions: ["s3:GetBucketAcl", "s3:ListBucket"],
      resources: bucketArn,
      conditions: fromThisAccount,
    },
  ];
}

/** What CloudTrail needs to write the events of one trail. */
function trailEvents(bucketArn: string, account: string, trailArn: string): PolicyStatement[] {
  const fromTrail = {
    principal: { service: "cloudtrail.amazonaws.com" },
    conditions: { StringEquals: { "aws:SourceArn": trailArn } },
  };
  return [
    { ...fromTrail, sid: "CheckBeforeTrail", actions: "s3:GetBucketAcl", resources: bucketArn },
    {
      ...fromTrail,
      sid: "DeliverTrail",
      actions: "s3:PutObject",
      resources: [`${bucketArn}/AWSLogs/${account}/CloudTrail/*`, `${bucketArn}/AWSLogs/${account}/CloudTrail-*/*`],
    },
  ];
}

/** What AWS Config needs to write snapshots and history of the account's resources. */
function configurationHistory(bucketArn: string, account: string): PolicyStatement[] {
  const fromConfig = {
    principal: { service: "config.amazonaws.com" },
    conditions: { StringEquals: { "aws:SourceAccount": account } },
  };
  return [
    { ...fromConfig, sid: "CheckBeforeConfig", actions: ["s3:GetBucketAcl", "s3:ListBucket"], resources: bucketArn },
    {
      ...fromConfig,
      sid: "DeliverConfig",
      actions: "s3:PutObject",
      resources: `${bucketArn}/AWSLogs/${account}/Config/*`,
    },
  ];
}
