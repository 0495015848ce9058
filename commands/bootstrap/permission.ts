import { UserError } from "../../platform/errors";
import { isDenied } from "../account/denied";

/** What `strata bootstrap` asks AWS for, in the account of the environment. `sts:GetCallerIdentity` is always allowed. */
export const neededActions = [
  "kms:CreateAlias",
  "kms:CreateKey",
  "kms:DescribeKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyRotationStatus",
  "kms:ListKeys",
  "kms:ListResourceTags",
  "kms:TagResource",
  "s3:CreateBucket",
  "s3:GetBucketPolicy",
  "s3:GetBucketPublicAccessBlock",
  "s3:GetBucketVersioning",
  "s3:GetEncryptionConfiguration",
  "s3:ListBucket",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "servicequotas:ListServiceQuotas",
];

/** All permissions that the command needs, one a line. */
export const neededText = `Bootstrap needs these permissions:\n${neededActions.map((action) => `  ${action}`).join("\n")}`;

/** Turns a refusal into the list of all permissions that the command needs; passes on every other error. */
export function explainDenial(error: unknown): never {
  if (!isDenied(error)) throw error;
  throw new UserError(
    `AWS denied a request: ${(error as Error).message}\n${neededText}\nGrant them and run it again: it continues.`,
  );
}
