import { boundaryStatements } from "../../../modules/identity/boundary-statements";
import { policyDocument } from "../../../modules/identity/policy-document";
import { Names } from "../../../platform/names";
import type { SecurityEnvironment } from "../config";
import { boundaryOf } from "./boundary";
import { peoplePolicies } from "./people";
import { pipelinePolicies } from "./pipeline";
import type { PlannedPolicies } from "./planned-policy";
import { scopeOf } from "./scope";

/** A managed policy as long as an environment makes it. */
export interface PolicySize {
  /** Purpose of the policy, as in "operations-work". */
  readonly purpose: string;
  readonly name: string;
  /** Characters without white space, as IAM counts. */
  readonly characters: number;
}

/** The managed policies each role carries, by the purpose of the role. Roles that an environment does without included. */
export function policiesByRole(environment: SecurityEnvironment): Readonly<Record<string, PlannedPolicies>> {
  const scope = scopeOf(environment);
  return { ...peoplePolicies(environment, scope), ...pipelinePolicies(environment, scope) };
}

/** How long every managed policy of an environment is, the boundary first. */
export function policySizes(environment: SecurityEnvironment): PolicySize[] {
  const names = new Names(environment);
  const scope = scopeOf(environment);
  const policies = Object.assign({}, ...Object.values(policiesByRole(environment))) as PlannedPolicies;
  return [
    {
      purpose: "boundary",
      name: scope.boundaryName,
      characters: policyDocument(boundaryStatements(boundaryOf(environment, scope))).length,
    },
    ...Object.entries(policies).map(([purpose, { statements }]) => ({
      purpose,
      name: names.of("iam-policy", purpose),
      characters: policyDocument(statements).length,
    })),
  ];
}
