import type { Construct } from "constructs";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

export interface AccessLogBucketProps extends Pick<PrivateBucketProps, "name" | "expireAfterDays" | "forceDestroy"> {
  readonly account: string;
  readonly glacierAfterDays: number;
}

/**
 * The bucket that receives the server access logs of all other buckets. S3 delivers them only to a bucket encrypted
 * with SSE-S3 (docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html).
 */
export class AccessLogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { account, glacierAfterDays, ...bucket }: AccessLogBucketProps) {
    super(scope, id, {
      ...bucket,
      transitions: [{ days: glacierAfterDays, storageClass: "GLACIER_IR" }],
      statements: (bucketArn) => [
        {
          sid: "DeliverServerAccessLogs",
          principal: { service: "logging.s3.amazonaws.com" },
          actions: "s3:PutObject",
          resources: `${bucketArn}/*`,
          conditions: { StringEquals: { "aws:SourceAccount": account } },
        },
      ],
    });
  }
}
