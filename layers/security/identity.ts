import { PermissionsBoundary } from "../../modules/identity/permissions-boundary";
import type { ContractValues } from "../../platform/contract";
import type { LayerStack } from "../../platform/layer-stack";
import { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import { buildDelivery } from "./delivery";
import type { securityOutputs } from "./outputs";
import { buildPersonas } from "./personas";
import { buildSharedPolicies } from "./personas/shared-policies";

type Outputs = ContractValues<typeof securityOutputs>;

/** Region that the edge's certificates, web ACLs and metrics live in, wherever the platform stands. */
const edgeRegion = "us-east-1";

/**
 * The permissions boundary, the roles of people and the roles of the pipeline. IAM knows no regions: an environment
 * that recovers another takes boundary and people from there, and has a pipeline of its own.
 * @param layers names of all layers, whose states the pipeline keeps
 */
export function buildIdentity(
  stack: LayerStack<SecurityEnvironment>,
  names: Names,
  layers: readonly string[],
  upstream: Outputs | undefined,
): Pick<Outputs, "permissionsBoundaryArn" | "personaRoleArns" | "deliveryRoleArns"> {
  const { environment } = stack;
  const { organization, account, primary, security } = environment;
  const shared = primary && upstream ? { primary, upstream } : undefined;

  const home = { environment: environment.name, region: environment.region, recovers: shared?.primary.name };
  const others = shared
    ? [{ environment: shared.primary.name, region: shared.primary.region }]
    : security.personas.alsoIn.map((site) => ({ ...site, recovers: environment.name }));
  const reach = { organization, account, sites: [home, ...others] };
  const boundaryName = new Names(shared?.primary ?? environment).of("iam-policy", "boundary");

  const permissionsBoundaryArn =
    shared?.upstream.permissionsBoundaryArn ??
    new PermissionsBoundary(stack, "boundary", {
      name: boundaryName,
      account,
      regions: [...new Set([...reach.sites.map(({ region }) => region), edgeRegion])],
      namePrefixes: reach.sites.map((site) => `${organization}-${site.environment}`),
      breakGlass: environment.tier === "sandbox" ? undefined : environment.name,
    }).arn;
  const policies = buildSharedPolicies(stack, names, reach, `arn:aws:iam::${account}:policy/${boundaryName}`);
  const common = { names, permissionsBoundaryArn, policies };
  return {
    permissionsBoundaryArn,
    personaRoleArns: shared?.upstream.personaRoleArns ?? buildPersonas(stack, { ...common, reach }),
    // What recovers a primary sets up replication on both sides; a primary does not reach into what recovers it.
    deliveryRoleArns: buildDelivery(stack, { ...common, layers, reach: shared ? reach : { ...reach, sites: [home] } }),
  };
}
