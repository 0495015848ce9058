import type { LakeAccess } from "../../../modules/spark/lake-access";
import { testKey } from "../../support/site";

export const account = "111122223333";
export const permissionsBoundaryArn = `arn:aws:iam::${account}:policy/boundary`;

export const lake: LakeAccess = {
  rawBucketArn: "arn:aws:s3:::raw",
  processedBucketArn: "arn:aws:s3:::processed",
  kmsKeyArn: testKey("lake"),
  code: { bucketArn: "arn:aws:s3:::artifacts", prefix: "spark/", kmsKeyArn: testKey("artifacts") },
  databases: "strata_test_lake_*",
};

/** Most characters of all inline policies of a role together, spaces not counted (IAM quotas). */
export const longestInlinePolicies = 10_240;
