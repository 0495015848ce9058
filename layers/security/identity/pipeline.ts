import { changeServices } from "../access/changes";
import { passRecorderRole } from "../access/config";
import { neverData } from "../access/data";
import { copySecrets, useKeys } from "../access/kms";
import { readVariables } from "../access/lambda";
import { readOriginKey } from "../access/secretsmanager";
import { readParameters } from "../access/ssm";
import { readStates, writeStates } from "../access/states";
import { noOtherRole } from "../access/sts";
import type { SecurityEnvironment } from "../config";
import { type PlannedPolicies, policiesAt } from "./planned-policy";
import type { Scope } from "./scope";
import { configurationPolicies, pipelineChanges } from "./shared";

export type Phase = "plan" | "apply";

export const descriptions: Readonly<Record<Phase, string>> = {
  plan: "Sees how everything is set up. Changes nothing, reads no data.",
  apply: "Changes infrastructure as reviewed, within the boundary. Reads no data.",
};

/** The policies that each role of the pipeline carries. */
export function pipelinePolicies(environment: SecurityEnvironment, scope: Scope): Record<Phase, PlannedPolicies> {
  const { account, name, state, primary, recovery } = environment;
  const reach = scope.pipeline;
  const reading = [
    noOtherRole,
    ...neverData(reach),
    ...readStates(account, state, ...(primary ? [primary.state] : [])),
    // A plan reads databases and tables of the Data Catalog, which is encrypted.
    useKeys(reach, ["lake"], "glue", ["kms:Decrypt"]),
  ];
  const changing = [
    ...reading,
    ...writeStates(state),
    ...changeServices("detection", reach),
    passRecorderRole(reach),
    ...(recovery ? copySecrets(account, name, recovery.region) : []),
  ];
  const configuration = configurationPolicies(scope);
  // Where one region takes over from another, load balancers are on the internet and ask CloudFront for a secret.
  const edge =
    recovery || primary
      ? policiesAt("/delivery/", {
          "origin-key": ["Reads what CloudFront sends to load balancers.", readOriginKey(reach)],
        })
      : {};
  return {
    plan: {
      ...configuration,
      ...edge,
      ...policiesAt("/delivery/", {
        "plan-work": [descriptions.plan, [...reading, ...readParameters(reach), readVariables(reach)]],
      }),
    },
    apply: {
      ...configuration,
      ...edge,
      ...pipelineChanges(scope),
      ...policiesAt("/delivery/", { "apply-work": [descriptions.apply, changing] }),
    },
  };
}
