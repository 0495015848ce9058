import { CustomerPolicy } from "../../modules/identity/customer-policy";
import { PermissionsBoundary } from "../../modules/identity/permissions-boundary";
import type { ContractValues } from "../../platform/contract";
import type { LayerStack } from "../../platform/layer-stack";
import type { Site } from "../../platform/site";
import type { SecurityEnvironment } from "./config";
import { buildDelivery } from "./delivery";
import type { IdentityFoundation, SecurityFoundation, SecurityGround } from "./foundation";
import { boundaryOf } from "./identity/boundary";
import { scopeOf } from "./identity/scope";
import type { securityOutputs } from "./outputs";
import { buildPersonas } from "./personas";

/** Builds the permissions boundary and returns its ARN. IAM knows no regions: a recovery environment has its primary's. */
export function buildBoundary(stack: LayerStack<SecurityEnvironment>, ground: SecurityGround): string {
  const { environment, upstream } = ground;
  if (upstream) return upstream.security.permissionsBoundaryArn;
  return new PermissionsBoundary(stack, "boundary", boundaryOf(environment, scopeOf(environment))).arn;
}

/**
 * The roles of people and the roles of the pipeline. An environment that recovers another uses the primary's roles of
 * people, and has its own pipeline roles.
 */
export function buildIdentity(
  stack: LayerStack<SecurityEnvironment>,
  foundation: SecurityFoundation,
): Pick<ContractValues<typeof securityOutputs>, "personaRoleArns" | "deliveryRoleArns"> {
  const { site, environment, upstream } = foundation;
  const identity: IdentityFoundation = {
    ...foundation,
    scope: scopeOf(environment),
    buildPolicies: policyBuilder(stack, site),
  };
  return {
    personaRoleArns: upstream?.security.personaRoleArns ?? buildPersonas(stack, identity),
    deliveryRoleArns: buildDelivery(stack, identity),
  };
}

function policyBuilder(stack: LayerStack, site: Site): IdentityFoundation["buildPolicies"] {
  const arns = new Map<string, string>();
  return (policies) =>
    Object.fromEntries(
      Object.entries(policies).map(([purpose, policy]) => {
        const arn = arns.get(purpose) ?? new CustomerPolicy(stack, purpose, { ...policy, site, purpose }).arn;
        arns.set(purpose, arn);
        // A role has one policy that only it uses.
        return [purpose.endsWith("-work") ? "work" : purpose, arn];
      }),
    );
}
