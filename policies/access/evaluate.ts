import {
  createValidatedPolicy,
  type ValidatedPolicy,
  validateIdentityPolicy,
  validateResourcePolicy,
} from "@cloud-copilot/iam-policy";
import { runSimulation, type Simulation, type SimulationIdentityPolicy } from "@cloud-copilot/iam-simulate";

type Analysis = Extract<Awaited<ReturnType<typeof runSimulation>>, { resultType: "single" }>["result"]["analysis"];

export interface Evaluation {
  readonly allowed: boolean;
  /** Which statements decided; undefined where none applies to the call. */
  readonly analysis: Analysis | undefined;
}

/**
 * What IAM answers to a call, by its policies and `context`, the condition keys that the call is about.
 * @throws Error when the simulation is not well-formed, or the call does not have one of these keys: the answer would not
 *   depend on it
 */
export async function evaluate(
  { request, ...policies }: Simulation,
  context: Readonly<Record<string, string | string[]>>,
): Promise<Evaluation> {
  const contextVariables = { ...request.contextVariables, ...context };
  const answer = await runSimulation(
    {
      ...policies,
      request: { ...request, contextVariables },
      identityPolicies: policies.identityPolicies.map(checked),
      permissionBoundaryPolicies: policies.permissionBoundaryPolicies?.map(checked),
      resourcePolicy: policies.resourcePolicy && checkedOnce(policies.resourcePolicy, validateResourcePolicy),
    },
    {},
  );
  if (answer.resultType === "error") {
    throw new Error(`${request.action} on ${request.resource.resource}: ${JSON.stringify(answer.errors)}`);
  }
  const [single] = answer.resultType === "single" ? [answer.result] : answer.results;
  const ignored = (single?.ignoredContextKeys ?? []).filter((name) => name in context);
  if (ignored.length > 0) throw new Error(`${request.action} has no condition key ${ignored.join(", ")}`);
  return { allowed: answer.overallResult === "Allowed", analysis: single?.analysis };
}

const checkedPolicies = new WeakMap<object, ValidatedPolicy>();

function checked({ name, policy }: SimulationIdentityPolicy): SimulationIdentityPolicy {
  return { name, policy: checkedOnce(policy, validateIdentityPolicy) };
}

/** The policy with its errors. A simulation checks each policy that has none of these, which takes most of its time. */
function checkedOnce(policy: object, check: typeof validateIdentityPolicy): ValidatedPolicy {
  const known = checkedPolicies.get(policy) ?? createValidatedPolicy(policy, check);
  checkedPolicies.set(policy, known);
  return known;
}
