import type { LogBucketProps } from "./log-bucket";

type Writer = LogBucketProps["writer"];

/** Every delivery service hands its objects over to the owner of the bucket, and AWS asks for it in the statements. */
const handedOver = { "s3:x-amz-acl": "bucket-owner-full-control" };

/**
 * What CloudTrail needs to write the events of one trail
 * (docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html).
 */
export function trailEvents(account: string, trailArn: string): Writer {
  const principal = { service: "cloudtrail.amazonaws.com" };
  const ofTrail = { "aws:SourceArn": trailArn };
  return (bucketArn) => [
    {
      sid: "CheckBeforeTrail",
      principal,
      actions: "s3:GetBucketAcl",
      resources: bucketArn,
      conditions: { StringEquals: ofTrail },
    },
    {
      sid: "DeliverTrail",
      principal,
      actions: "s3:PutObject",
      resources: `${bucketArn}/AWSLogs/${account}/*`,
      conditions: { StringEquals: { ...ofTrail, ...handedOver } },
    },
  ];
}

/**
 * What AWS Config needs to write snapshots and history of the account's resources
 * (docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html).
 */
export function configurationHistory(account: string): Writer {
  const principal = { service: "config.amazonaws.com" };
  const forAccount = { "aws:SourceAccount": account };
  return (bucketArn) => [
    {
      sid: "CheckBeforeConfig",
      principal,
      actions: ["s3:GetBucketAcl", "s3:ListBucket"],
      resources: bucketArn,
      conditions: { StringEquals: forAccount },
    },
    {
      sid: "DeliverConfig",
      principal,
      actions: "s3:PutObject",
      resources: `${bucketArn}/AWSLogs/${account}/Config/*`,
      conditions: { StringEquals: { ...forAccount, ...handedOver } },
    },
  ];
}

/**
 * What the log delivery service needs to write VPC flow logs with Hive-compatible prefixes. Sids and statements are
 * those of AWS: a creator of flow logs that may change the bucket's policy replaces it with them
 * (docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html).
 */
export function flowLogs(account: string, region: string): Writer {
  const principal = { service: "delivery.logs.amazonaws.com" };
  const forAccount = { "aws:SourceAccount": account };
  const fromLogs = { ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` } };
  return (bucketArn) => [
    {
      sid: "AWSLogDeliveryWrite",
      principal,
      actions: "s3:PutObject",
      resources: `${bucketArn}/AWSLogs/aws-account-id=${account}/*`,
      conditions: { StringEquals: { ...forAccount, ...handedOver }, ...fromLogs },
    },
    {
      sid: "AWSLogDeliveryAclCheck",
      principal,
      actions: ["s3:GetBucketAcl", "s3:ListBucket"],
      resources: bucketArn,
      conditions: { StringEquals: forAccount, ...fromLogs },
    },
  ];
}

/**
 * What the log delivery service needs to write standard logs (v2) of CloudFront, whose sources are in us-east-1
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html).
 */
export function distributionLogs(account: string): Writer {
  return (bucketArn) => [
    {
      sid: "AWSLogDeliveryWrite",
      principal: { service: "delivery.logs.amazonaws.com" },
      actions: "s3:PutObject",
      resources: `${bucketArn}/AWSLogs/${account}/CloudFront/*`,
      conditions: {
        StringEquals: { "aws:SourceAccount": account, ...handedOver },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${account}:delivery-source:*` },
      },
    },
  ];
}
