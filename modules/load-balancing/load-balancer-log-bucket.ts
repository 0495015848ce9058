import type { Construct } from "constructs";
import { PrivateBucket, type PrivateBucketProps } from "../storage/private-bucket";

export interface LoadBalancerLogBucketProps
  extends Pick<PrivateBucketProps, "site" | "purpose">,
    Required<Pick<PrivateBucketProps, "accessLogsBucket">> {}

/**
 * The bucket that Elastic Load Balancing delivers access and connection logs to. It writes to buckets encrypted with SSE-S3
 * only (docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */
export class LoadBalancerLogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, props: LoadBalancerLogBucketProps) {
    const { account, region, logs } = props.site;
    super(scope, id, {
      ...props,
      retention: { expireAfterDays: logs.retentionDays },
      statements: (bucketArn) => [
        {
          sid: "DeliverLoadBalancerLogs",
          principal: { service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          actions: "s3:PutObject",
          resources: `${bucketArn}/*/AWSLogs/${account}/*`,
          conditions: {
            ArnLike: { "aws:SourceArn": `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/*` },
          },
        },
      ],
    });
  }
}
