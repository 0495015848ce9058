import { runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";

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
  const answer = await runSimulation({ ...policies, request: { ...request, contextVariables } }, {});
  if (answer.resultType === "error") {
    throw new Error(`${request.action} on ${request.resource.resource}: ${JSON.stringify(answer.errors)}`);
  }
  const [single] = answer.resultType === "single" ? [answer.result] : answer.results;
  const ignored = (single?.ignoredContextKeys ?? []).filter((name) => name in context);
  if (ignored.length > 0) throw new Error(`${request.action} has no condition key ${ignored.join(", ")}`);
  return { allowed: answer.overallResult === "Allowed", analysis: single?.analysis };
}
