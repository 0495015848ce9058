import { modelArnsOf, routeArn, routeOf } from "../../modules/bedrock/route";
import type { Site } from "../../platform/site";
import type { NetworkEnvironment } from "./config";

/**
 * What may be called through the endpoints of Bedrock, by endpoint: the models of the environment file, and what is of the
 * account. IAM is asked for a model in each region that may answer. Profiles of applications have ids of AWS; whatever
 * they lead to, a model is asked for as well.
 */
export function bedrockResources(
  { account, region }: Site,
  { ai }: NetworkEnvironment,
): Readonly<Record<string, readonly string[]>> {
  const ofAccount = (resource: string) => `arn:aws:bedrock:${region}:${account}:${resource}`;
  const models = Object.values(ai.bedrock.models).flatMap((model) => {
    const route = routeOf(model, region);
    return route ? [routeArn({ account, region }, route), ...modelArnsOf(model.id, route, region)] : [];
  });
  return {
    "bedrock-runtime": [
      ...[...new Set(models)].sort(),
      ofAccount("application-inference-profile/*"),
      ofAccount("guardrail/*"),
    ],
    "bedrock-agent-runtime": [ofAccount("*")],
  };
}
