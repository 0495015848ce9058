import { CustomerPolicy } from "../../modules/identity/customer-policy";
import { PermissionsBoundary } from "../../modules/identity/permissions-boundary";
import type { ContractValues } from "../../platform/contract";
import type { LayerStack } from "../../platform/layer-stack";
import type { Names } from "../../platform/names";
import type { SecurityEnvironment } from "./config";
import { buildDelivery } from "./delivery";
import type { SecurityGround } from "./foundation";
import { boundaryOf } from "./identity/boundary";
import type { PlannedPolicies } from "./identity/planned-policy";
import { scopeOf } from "./identity/scope";
import type { securityOutputs } from "./outputs";
import { buildPersonas } from "./personas";

type Outputs = ContractValues<typeof securityOutputs>;

/** Builds managed policies, each once, and gives back their ARNs by the ids of their attachments. */
export type BuildPolicies = (policies: PlannedPolicies) => Readonly<Record<string, string>>;

/**
 * The permissions boundary, the roles of people and the roles of the pipeline. IAM knows no regions: an environment
 * that recovers another takes boundary and people from there, and has a pipeline of its own.
 */
export function buildIdentity(
  stack: LayerStack<SecurityEnvironment>,
  ground: SecurityGround,
): Pick<Outputs, "permissionsBoundaryArn" | "personaRoleArns" | "deliveryRoleArns"> {
  const { environment, upstream, layers } = ground;
  const { names } = ground.site;
  const scope = scopeOf(environment);
  const permissionsBoundaryArn =
    upstream?.security.permissionsBoundaryArn ??
    new PermissionsBoundary(stack, "boundary", boundaryOf(environment, scope)).arn;
  const common = { names, scope, permissionsBoundaryArn, build: policyBuilder(stack, names) };
  return {
    permissionsBoundaryArn,
    personaRoleArns: upstream?.security.personaRoleArns ?? buildPersonas(stack, common),
    deliveryRoleArns: buildDelivery(stack, { ...common, layers }),
  };
}

function policyBuilder(stack: LayerStack, names: Names): BuildPolicies {
  const arns = new Map<string, string>();
  return (policies) =>
    Object.fromEntries(
      Object.entries(policies).map(([id, policy]) => {
        const arn = arns.get(id) ?? new CustomerPolicy(stack, id, { ...policy, name: names.of("iam-policy", id) }).arn;
        arns.set(id, arn);
        // A role has one policy of its own.
        return [id.endsWith("-work") ? "work" : id, arn];
      }),
    );
}
