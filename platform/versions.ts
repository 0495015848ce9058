/** Version of `hashicorp/aws` that `@cdktf/provider-aws` was generated from and the tests run against. */
export const awsProviderVersion = "5.100.0";

/** Oldest Terraform that knows everything the stacks use: native locking of S3 states came last. */
export const oldestTerraform = "1.11.0";
