import { expect, test } from "vitest";
import { AccountBaseline } from "../../../modules/account/account-baseline";
import { RegionBaseline } from "../../../modules/account/region-baseline";
import { testKey } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

test("the account baseline closes S3 to the public and asks for long passwords", () => {
  const json = probe((stack) => {
    new AccountBaseline(stack, "account");
  });
  expect(typesOf(json)).toEqual({ aws_iam_account_password_policy: 1, aws_s3_account_public_access_block: 1 });
  expect(at(json, "aws_s3_account_public_access_block.account")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(at(json, "aws_iam_account_password_policy.account")).toMatchObject({
    minimum_password_length: 16,
    password_reuse_prevention: 24,
  });
});

test("the region baseline encrypts every volume, with the platform's key where none is named", () => {
  const json = probe((stack) => {
    new RegionBaseline(stack, "region", { volumesKeyArn: testKey("volumes") });
  });
  expect(typesOf(json)).toEqual({ aws_ebs_default_kms_key: 1, aws_ebs_encryption_by_default: 1 });
  expect(at(json, "aws_ebs_encryption_by_default.region").enabled).toBe(true);
  expect(at(json, "aws_ebs_default_kms_key.region").key_arn).toBe(testKey("volumes"));
});
