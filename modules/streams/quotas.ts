/**
 * Provisioned shards that an account has in a region before an increase
 * (docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html). Of the other regions some have more.
 */
export function shardQuota(region: string): number {
  return ["eu-west-1", "us-east-1", "us-west-2"].includes(region) ? 20_000 : 1_000;
}
