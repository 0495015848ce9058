import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import type { EnvironmentFrame } from "./environment";
import { defaultTags } from "./tags";
import { awsProviderVersion } from "./versions";

/** The AWS provider of a layer: one account and no other, and the platform's tags on everything. */
export function configureProviders(stack: TerraformStack, environment: EnvironmentFrame, layer: string): void {
  new AwsProvider(stack, "aws", providerConfig(environment, layer, environment.region));
  stack.addOverride("terraform.required_version", `>= ${environment.terraformVersion}, < 2.0.0`);
  // cdktf shortens the source to "aws"; HCP Terraform and scanners want the full address.
  stack.addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
  stack.addOverride("terraform.required_providers.aws.version", awsProviderVersion);
}

/** The provider for what a layer builds in another region, one for each region. Its alias is the region's name. */
export function regionProvider(
  stack: TerraformStack,
  environment: EnvironmentFrame,
  layer: string,
  region: string,
): AwsProvider {
  const id = `aws-${region}`;
  const known = stack.node.tryFindChild(id);
  if (known instanceof AwsProvider) return known;
  return new AwsProvider(stack, id, { ...providerConfig(environment, layer, region), alias: region });
}

function providerConfig(environment: EnvironmentFrame, layer: string, region: string) {
  return {
    region,
    allowedAccountIds: [environment.account],
    defaultTags: [{ tags: defaultTags(environment, layer) }],
  };
}
