import { describe, expect, test } from "vitest";
import { wholePlatform } from "../support/platform";

const bucketsBuilt = Object.entries(wholePlatform()).flatMap(([stack, { resource = {} }]) =>
  Object.entries(resource.aws_s3_object ?? {}).flatMap(([name, block]) => {
    const bucket = /^\$\{aws_s3_bucket\.(\w+)\./.exec(String(block.bucket))?.[1];
    return bucket === undefined ? [] : [{ stack, name, bucket, block }];
  }),
);

describe("files for a bucket of the same stack", () => {
  test("come when the bucket keeps versions: earlier ones have none, and a destroy leaves markers", () => {
    expect(bucketsBuilt.length).toBeGreaterThan(0);
    for (const { stack, name, bucket, block } of bucketsBuilt) {
      expect(block.depends_on, `${stack} ${name}`).toContain(`aws_s3_bucket_versioning.${bucket}`);
    }
  });

  test("name their key, or come when the bucket has one", () => {
    for (const { stack, name, bucket, block } of bucketsBuilt) {
      if (block.kms_key_id !== undefined) continue;
      const encryption = `aws_s3_bucket_server_side_encryption_configuration.${bucket}`;
      expect(block.depends_on, `${stack} ${name}`).toContain(encryption);
    }
  });
});
