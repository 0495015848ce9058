import { CustomerPolicy } from "../../../modules/identity/customer-policy";
import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { LayerStack } from "../../../platform/layer-stack";
import type { Names } from "../../../platform/names";
import { readConfiguration } from "./configuration";
import { changeFoundations } from "./foundations";
import { changeDataServices, changeInfrastructure } from "./infrastructure";
import type { Reach, Site } from "./resource-patterns";

/** ARNs of the policies that people and the pipeline have in common. */
export interface SharedPolicies {
  readonly configuration: string;
  /** Three per site, by the site's environment and the id of the attachment. */
  readonly changes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** @param boundaryArn the boundary every new role must carry, spelled out */
export function buildSharedPolicies(
  stack: LayerStack,
  names: Names,
  reach: Reach,
  boundaryArn: string,
): SharedPolicies {
  const policy = (id: string, description: string, statements: readonly PolicyStatement[]) =>
    new CustomerPolicy(stack, id, {
      name: names.of("iam-policy", id),
      path: "/shared/",
      description,
      statements,
    }).arn;

  const changes = (site: Site, suffix: string) => {
    const here = { ...reach, sites: [site] };
    const [infrastructure, dataServices, foundations] = ["infrastructure", "data-services", "foundations"].map(
      (id) => id + suffix,
    ) as [string, string, string];
    const where = `what stands in ${site.environment}`;
    return {
      [infrastructure]: policy(infrastructure, `Changes ${where}.`, changeInfrastructure(here)),
      [dataServices]: policy(dataServices, `Changes what keeps data in ${site.environment}.`, changeDataServices(here)),
      [foundations]: policy(
        foundations,
        `Changes buckets, keys and roles beneath ${where}.`,
        changeFoundations(here, boundaryArn),
      ),
    };
  };
  return {
    configuration: policy("configuration", "Sees how everything is set up.", readConfiguration(reach)),
    changes: Object.fromEntries(
      reach.sites.map((site, index) => [site.environment, changes(site, index === 0 ? "" : `-${site.environment}`)]),
    ),
  };
}
