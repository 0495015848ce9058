import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { liveAlias } from "./function-arn";
import { deploymentsPurpose } from "./function-deployments";

/**
 * Invokes a function, and any of its versions and aliases.
 * @param what what is invoked, in Pascal case, as in "Greeter"; part of the sid
 */
export function invokeFunction(what: string, functionArn: string): PolicyStatement {
  return { sid: `Invoke${what}`, actions: "lambda:InvokeFunction", resources: [functionArn, `${functionArn}:*`] };
}

/**
 * Invokes the version of a function that is live, and no other.
 * @param what what is invoked, in Pascal case, as in "DocumentsApi"; part of the sid
 */
export function invokeLive(what: string, functionArn: string): PolicyStatement {
  return { sid: `Invoke${what}`, actions: "lambda:InvokeFunction", resources: `${functionArn}:${liveAlias}` };
}

/** Functions to deploy. */
export interface DeployedFunctions {
  /** What kind of functions they are, as FunctionDeployments has it. @default "function" */
  readonly of?: string;
  readonly functionArns: readonly string[];
  /** Purposes of their releases. */
  readonly purposes: readonly string[];
}

/** Has CodeDeploy move the aliases of functions between versions that exist. It publishes none and calls none. */
export function deployFunctions(
  { names, account, region }: SiteLocation,
  { of, functionArns, purposes }: DeployedFunctions,
): PolicyStatement[] {
  const application = names.of("codedeploy", deploymentsPurpose(of));
  const inCodeDeploy = (resource: string) => `arn:aws:codedeploy:${region}:${account}:${resource}`;
  return [
    {
      sid: "FindVersions",
      actions: ["lambda:GetAlias", "lambda:ListVersionsByFunction"],
      resources: functionArns.flatMap((arn) => [arn, `${arn}:*`]),
    },
    {
      sid: "DeployFunctions",
      actions: ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"],
      resources: purposes.map((purpose) =>
        inCodeDeploy(`deploymentgroup:${application}/${names.of("codedeploy", purpose)}`),
      ),
    },
    {
      sid: "RegisterRevisions",
      actions: ["codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"],
      resources: inCodeDeploy(`application:${application}`),
    },
    {
      sid: "ReadRollouts",
      actions: "codedeploy:GetDeploymentConfig",
      resources: inCodeDeploy("deploymentconfig:CodeDeployDefault.*"),
    },
  ];
}
