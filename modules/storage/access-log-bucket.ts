import type { Construct } from "constructs";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

export interface AccessLogBucketProps extends Pick<PrivateBucketProps, "site" | "purpose"> {
  /** Days until a log moves to S3 Glacier Instant Retrieval. */
  readonly glacierAfterDays: number;
  /** Days a log is kept. */
  readonly retentionDays: number;
}

/**
 * The bucket that receives the server access logs of all other buckets. S3 delivers them only to a bucket encrypted
 * with SSE-S3 (docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html).
 */
export class AccessLogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { glacierAfterDays, retentionDays, ...bucket }: AccessLogBucketProps) {
    super(scope, id, {
      ...bucket,
      retention: {
        transitions: [{ days: glacierAfterDays, storageClass: "GLACIER_IR" }],
        expireAfterDays: retentionDays,
      },
      statements: (bucketArn) => [
        {
          sid: "DeliverServerAccessLogs",
          principal: { service: "logging.s3.amazonaws.com" },
          actions: "s3:PutObject",
          resources: `${bucketArn}/*`,
          conditions: { StringEquals: { "aws:SourceAccount": bucket.site.account } },
        },
      ],
    });
  }
}
