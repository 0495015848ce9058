import { changeServices } from "../access/changes";
import { readConfiguration, readDataServices } from "../access/configuration";
import { changeRoles } from "../access/iam";
import { administerKeys } from "../access/kms";
import type { Reach } from "../access/reach";
import { changeBuckets } from "../access/s3";
import { type PlannedPolicies, policiesAt } from "./planned-policy";
import type { Scope } from "./scope";

/** Seeing how everything is set up: people and the pipeline alike. */
export function configurationPolicies({ everywhere }: Scope): PlannedPolicies {
  return policiesAt("/shared/", {
    configuration: ["Sees how everything is set up.", readConfiguration(everywhere)],
    "data-configuration": ["Sees how services that keep data are set up, and none of it.", readDataServices()],
  });
}

/**
 * Changing the resources of some environments.
 * @param suffix of the purposes; none for what the pipeline changes
 */
function changePolicies(reach: Reach, boundaryArn: string, suffix: string): PlannedPolicies {
  const where = `in ${reach.sites.map(({ environment }) => environment).join(" and ")}`;
  return policiesAt("/shared/", {
    [`infrastructure${suffix}`]: [`Changes what stands ${where}.`, changeServices("infrastructure", reach)],
    [`applications${suffix}`]: [`Changes what runs applications ${where}.`, changeServices("applications", reach)],
    [`data-services${suffix}`]: [`Changes what keeps data ${where}.`, changeServices("data-services", reach)],
    [`foundations${suffix}`]: [
      `Changes buckets, keys and roles beneath what stands ${where}.`,
      [...changeBuckets(reach), ...administerKeys(reach), ...changeRoles(reach, boundaryArn)],
    ],
  });
}

export function pipelineChanges({ pipeline, boundaryArn }: Scope): PlannedPolicies {
  return changePolicies(pipeline, boundaryArn, "");
}

/** The same of the pipeline where people act in the same environments; else separate policies. */
export function peopleChanges(scope: Scope): PlannedPolicies {
  const { everywhere, pipeline, boundaryArn } = scope;
  const same = everywhere.sites.length === pipeline.sites.length;
  return same ? pipelineChanges(scope) : changePolicies(everywhere, boundaryArn, "-everywhere");
}
