import { PermissionsBoundary } from "../../modules/identity/permissions-boundary";
import type { ContractValues } from "../../platform/contract";
import type { LayerStack } from "../../platform/layer-stack";
import { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import { buildDelivery } from "./delivery";
import type { SecurityGround } from "./foundation";
import type { securityOutputs } from "./outputs";
import { buildPersonas } from "./personas";
import { buildSharedPolicies } from "./personas/shared-policies";

type Outputs = ContractValues<typeof securityOutputs>;

/** Region that the edge's certificates, web ACLs and metrics live in, wherever the platform stands. */
const edgeRegion = "us-east-1";

/**
 * The permissions boundary, the roles of people and the roles of the pipeline. IAM knows no regions: an environment
 * that recovers another takes boundary and people from there, and has a pipeline of its own.
 */
export function buildIdentity(
  stack: LayerStack<SecurityEnvironment>,
  ground: SecurityGround,
): Pick<Outputs, "permissionsBoundaryArn" | "personaRoleArns" | "deliveryRoleArns"> {
  const { environment, upstream, layers } = ground;
  const { names, account, region } = ground.site;
  const { organization, security } = environment;

  const home = { environment: environment.name, region, recovers: upstream?.environment.name };
  const others = upstream
    ? [{ environment: upstream.environment.name, region: upstream.environment.region }]
    : security.personas.alsoIn.map((site) => ({ ...site, recovers: environment.name }));
  const reach = { organization, account, sites: [home, ...others] };
  const boundaryName = new Names(upstream?.environment ?? environment).of("iam-policy", "boundary");

  const permissionsBoundaryArn =
    upstream?.security.permissionsBoundaryArn ??
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
    personaRoleArns: upstream?.security.personaRoleArns ?? buildPersonas(stack, { ...common, reach }),
    // What recovers a primary sets up replication on both sides; a primary does not reach into what recovers it.
    deliveryRoleArns: buildDelivery(stack, {
      ...common,
      layers,
      reach: upstream ? reach : { ...reach, sites: [home] },
    }),
  };
}
