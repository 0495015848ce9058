import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Reach } from "./reach";
import { arnsOf, service } from "./service";

/** A bucket's name ends in account and region; those of zones of a type in the lake begin alike, and of logs. */
const bucket = (purpose: string) => `arn:aws:s3:::{name}-${purpose}-{account}-{region}` as const;
const zones = (type: string) => `arn:aws:s3:::{name}-${type}-*` as const;

/** S3: the lake, code, pages and logs. */
export const s3 = service({
  prefix: "s3",
  resources: {
    anyBucket: "arn:aws:s3:::{name}-*",
    accessLogs: zones("access-logs"),
    logs: zones("log"),
    artifacts: zones("artifacts"),
    artifactsObject: `${zones("artifacts")}/*`,
    codeObject: `${bucket("code")}/*`,
    processed: zones("lake-processed"),
    processedObject: `${zones("lake-processed")}/*`,
    rawObject: `${zones("lake-raw")}/*`,
    results: bucket("lake-results"),
    resultsObject: `${bucket("lake-results")}/*`,
    siteObject: `${bucket("site")}/*`,
  },
  read: [
    "GetAccelerateConfiguration",
    "GetAccountPublicAccessBlock",
    "GetAnalyticsConfiguration",
    "GetBucket*",
    "GetEncryptionConfiguration",
    "GetIntelligentTieringConfiguration",
    "GetInventoryConfiguration",
    "GetLifecycleConfiguration",
    "GetMetricsConfiguration",
    "GetReplicationConfiguration",
    "ListAllMyBuckets",
  ],
  work: {
    develop: [
      { sid: "ListProcessedData", actions: ["ListBucket"], on: ["processed"] },
      { sid: "ReadProcessedData", actions: ["GetObject"], on: ["processedObject"] },
    ],
    study: [
      { sid: "ListProcessedData", actions: ["ListBucket"], on: ["processed", "artifacts"] },
      { sid: "ReadProcessedData", actions: ["GetObject"], on: ["processedObject", "artifactsObject"] },
    ],
    train: [{ sid: "WriteArtifacts", actions: ["PutObject"], on: ["artifactsObject"] }],
  },
  never: ["BypassGovernanceRetention", "PutAccountPublicAccessBlock"],
  loses: ["DeleteBucket"],
});

/** Buckets and how they are set up, and what Terraform puts into two of them. */
export function changeBuckets(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "ChangeBuckets",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutIntelligentTieringConfiguration",
        "s3:PutInventoryConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutMetricsConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      resources: arnsOf(reach, s3, "anyBucket"),
    },
    {
      sid: "PublishCodeAndSite",
      // A versioned object is gone with all its versions only.
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:PutObjectTagging"],
      resources: arnsOf(reach, s3, "codeObject", "siteObject"),
    },
  ];
}

/** What a refresh sees of buckets besides their settings. */
export function seeBuckets(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "SeeThatBucketsExist",
      actions: "s3:ListBucket",
      resources: arnsOf(reach, s3, "anyBucket"),
      // HeadBucket asks with neither prefix nor delimiter; the names of objects are data.
      conditions: { Null: { "s3:prefix": "true", "s3:delimiter": "true" } },
    },
    // Code and pages are what everybody gets anyway; a refresh looks at the objects that Terraform has put there.
    {
      sid: "ReadCodeAndSite",
      actions: ["s3:GetObject", "s3:GetObjectTagging"],
      resources: arnsOf(reach, s3, "codeObject", "siteObject"),
    },
  ];
}
