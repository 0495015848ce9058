import type { Resource } from "../synthesized/linked-stack";
import { interpolate } from "../synthesized/reference";
import { pointingAt, targetsOf, valuesAt } from "./platform";
import { parseStatements, type Statement } from "./statements";
import type { Platform } from "./types";

/** ARN of a bucket by its name, or by its address where the name is left to AWS. */
export function ownArn({ address, block }: Resource): string {
  return `arn:aws:s3:::${String(block.bucket ?? address)}`;
}

/** The resources that hold a policy of the bucket: itself, in the way of old, and those that point at it. */
export function policiesOf(platform: Platform, bucket: Resource): Resource[] {
  return [bucket, ...pointingAt(platform, bucket, "aws_s3_bucket_policy", "bucket")];
}

/** The statements of a policy; none when it is no literal JSON. */
export function statementsOf({ block }: Resource): Statement[] {
  return parseStatements(block.policy) ?? [];
}

/** The ARNs of a statement in a bucket's policy, with the bucket's own for a reference to the bucket. */
export function arnsOf(bucket: Resource, { stack }: Resource, { resources }: Statement): string[] {
  return resources.map((arn) =>
    interpolate(arn, ({ text }) => (targetsOf(stack, `\${${text}}`).includes(bucket) ? ownArn(bucket) : undefined)),
  );
}

/** Values of a bucket setting that is a separate resource. */
export function bucketSetting(platform: Platform, bucket: Resource, type: string, path: string): unknown[] {
  return pointingAt(platform, bucket, type, "bucket").flatMap(({ block }) => valuesAt(block, path));
}
