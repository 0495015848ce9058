import type { LayerStack } from "../../platform/layer-stack";
import { locationOf, type Site, siteOf } from "../../platform/site";
import { environmentOf } from "./environment";

/** ARN of a key of the test account, by what it is for, as in `testKey("logs")`. */
export function testKey(use: string, region = "us-east-1"): string {
  return `arn:aws:kms:${region}:111122223333:key/${use}`;
}

/** The site that the modules under test are built in: that of the stack's environment. `changes` replace whole values. */
export function testSite(stack: LayerStack, changes: Partial<Site> = {}): Site {
  const { account } = stack.environment;
  return {
    ...siteOf(stack.environment, {
      permissionsBoundaryArn: `arn:aws:iam::${account}:policy/boundary`,
      logsKeyArn: testKey("logs"),
    }),
    ...changes,
  };
}

/** Where grants are tested: account and region of the ARNs that `testKey` makes. */
export const testLocation = locationOf(environmentOf("production"));
