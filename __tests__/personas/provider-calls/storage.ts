import type { Calls, Made, TypeCalls } from "./type-calls";

const bucketOf = ({ text }: Made) => [`arn:aws:s3:::${text("bucket")}`];
/** What the boundary guards: archives of logs, which an administrator sets up. */
const isArchive = ({ text }: Made) => /^strata-[a-z]+-(log|access-logs)-/.test(text("bucket"));

/** Calls about a bucket. */
const bucket =
  (read: string, change: string, lose?: string) =>
  (made: Made): Calls[] => [
    isArchive(made)
      ? { on: bucketOf, read, administrator: [change, lose].filter(Boolean).join(" ") }
      : { on: bucketOf, read, change, lose },
  ];

export const storageCalls: Readonly<Record<string, TypeCalls>> = {
  aws_s3_account_public_access_block: [
    { read: "s3:GetAccountPublicAccessBlock", administrator: "s3:PutAccountPublicAccessBlock" },
  ],
  aws_s3_bucket: bucket(
    "s3:ListBucket s3:GetAccelerateConfiguration s3:GetBucketAcl s3:GetBucketCORS s3:GetBucketLocation s3:GetBucketLogging " +
      "s3:GetBucketObjectLockConfiguration s3:GetBucketPolicy s3:GetBucketRequestPayment s3:GetBucketTagging " +
      "s3:GetBucketVersioning s3:GetBucketWebsite s3:GetEncryptionConfiguration s3:GetLifecycleConfiguration " +
      "s3:GetReplicationConfiguration",
    "s3:CreateBucket s3:PutBucketTagging",
    "s3:DeleteBucket",
  ),
  aws_s3_bucket_inventory: bucket("s3:GetInventoryConfiguration", "s3:PutInventoryConfiguration"),
  aws_s3_bucket_lifecycle_configuration: bucket("s3:GetLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
  aws_s3_bucket_logging: bucket("s3:GetBucketLogging", "s3:PutBucketLogging"),
  aws_s3_bucket_metric: bucket("s3:GetMetricsConfiguration", "s3:PutMetricsConfiguration"),
  aws_s3_bucket_notification: bucket("s3:GetBucketNotification", "s3:PutBucketNotification"),
  aws_s3_bucket_object_lock_configuration: bucket(
    "s3:GetBucketObjectLockConfiguration",
    "s3:PutBucketObjectLockConfiguration",
  ),
  aws_s3_bucket_ownership_controls: bucket("s3:GetBucketOwnershipControls", "s3:PutBucketOwnershipControls"),
  aws_s3_bucket_policy: bucket("s3:GetBucketPolicy", "s3:PutBucketPolicy s3:DeleteBucketPolicy"),
  aws_s3_bucket_public_access_block: bucket("s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
  aws_s3_bucket_replication_configuration: bucket("s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"),
  aws_s3_bucket_server_side_encryption_configuration: bucket(
    "s3:GetEncryptionConfiguration",
    "s3:PutEncryptionConfiguration",
  ),
  aws_s3_bucket_versioning: bucket("s3:GetBucketVersioning", "s3:PutBucketVersioning"),
  aws_s3_object: [
    {
      on: ({ text }) => [`arn:aws:s3:::${text("bucket")}/${text("key")}`],
      read: "s3:GetObject s3:GetObjectTagging",
      change: "s3:PutObject s3:PutObjectTagging s3:DeleteObject s3:DeleteObjectVersion",
    },
  ],
};
