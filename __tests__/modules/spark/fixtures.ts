import type { LakeAccess } from "../../../modules/spark/lake-access";

export const account = "111122223333";
export const region = "us-east-1";
export const keyOf = (name: string) => `arn:aws:kms:us-east-1:${account}:key/${name}`;
export const permissionsBoundaryArn = `arn:aws:iam::${account}:policy/boundary`;

export const lake: LakeAccess = {
  rawBucketArn: "arn:aws:s3:::raw",
  processedBucketArn: "arn:aws:s3:::processed",
  kmsKeyArn: keyOf("lake"),
  code: { bucketArn: "arn:aws:s3:::artifacts", prefix: "spark/", kmsKeyArn: keyOf("artifacts") },
  databases: "strata_test_lake_*",
};

/** Most characters of all inline policies of a role together, spaces not counted (IAM quotas). */
export const longestInlinePolicies = 10_240;
