import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";

/** ARN of the endpoint of a model, spelled out: for users that are built before it. */
export function endpointArn({ names, account, region }: SiteLocation, model: string): string {
  return `arn:aws:sagemaker:${region}:${account}:endpoint/${names.of("sagemaker", model)}`;
}

/**
 * Asks a model for predictions, at once or later.
 * @param what name of the model, in Pascal case, as in "Propensity"; part of the sid
 */
export function invokeEndpoint(what: string, arn: string): PolicyStatement {
  return {
    sid: `Invoke${what}`,
    actions: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync"],
    resources: arn,
  };
}
