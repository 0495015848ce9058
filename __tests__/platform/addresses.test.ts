import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { describe, expect, test } from "vitest";
import { addressesOf, probe } from "../support/synthesis";

const trust = { assumeRolePolicy: "{}" };

describe("addresses", () => {
  test("are the path below the stack, without hashes, without parts that only repeat the type", () => {
    const json = probe((stack) => {
      const lake = new Construct(stack, "lake");
      const key = new KmsKey(lake, "key", {});
      new KmsAlias(lake, "alias", { targetKeyId: key.keyId });
      new KmsKey(new Construct(lake, "raw-zone"), "second-key", {});
      new IamRole(new Construct(new Construct(stack, "crawler"), "role"), "role", trust);
      new KmsKey(stack, "key", {});
    });
    expect(addressesOf(json)).toEqual([
      "aws_iam_role.crawler",
      "aws_kms_alias.lake",
      "aws_kms_key.key",
      "aws_kms_key.lake",
      "aws_kms_key.lake_raw_zone_second_key",
    ]);
  });

  test("stay the same when an attribute was read before", () => {
    const read = probe((stack) => {
      const key = new KmsKey(new Construct(stack, "lake"), "key", {});
      new KmsAlias(stack, "alias", { targetKeyId: key.arn });
    });
    expect(read.resource?.aws_kms_alias?.alias?.target_key_id).toBe("${aws_kms_key.lake.arn}");
  });

  test("that two constructs ask for fail with both paths", () => {
    const clash = () =>
      probe((stack) => {
        new KmsKey(new Construct(new Construct(stack, "lake"), "raw"), "key", {});
        new KmsKey(new Construct(stack, "lake-raw"), "key", {});
      });
    expect(clash).toThrow(/aws_kms_key\.lake_raw: test-probe\/lake\/raw\/key and test-probe\/lake-raw\/key\. Rename/);
  });
});
