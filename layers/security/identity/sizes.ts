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

/**
 * The managed policies each role carries, by the purpose of the role. Roles that an environment does without are
 * included; an environment that recovers another has the primary's people.
 */
export function policiesByRole(environment: SecurityEnvironment): Readonly<Record<string, PlannedPolicies>> {
  const scope = scopeOf(environment);
  const people = environment.primary ? {} : peoplePolicies(environment, scope);
  return { ...people, ...pipelinePolicies(environment, scope) };
}

/** How long every managed policy of an environment is, the boundary first where the environment has its own. */
export function policySizes(environment: SecurityEnvironment): PolicySize[] {
  const names = new Names(environment);
  const scope = scopeOf(environment);
  const policies = Object.assign({}, ...Object.values(policiesByRole(environment))) as PlannedPolicies;
  const statements = [
    ...(environment.primary ? [] : [["boundary", boundaryStatements(boundaryOf(environment, scope))] as const]),
    ...Object.entries(policies).map(([purpose, policy]) => [purpose, policy.statements] as const),
  ];
  return statements.map(([purpose, all]) => ({
    purpose,
    name: names.of("iam-policy", purpose),
    characters: policyDocument(all).length,
  }));
}
