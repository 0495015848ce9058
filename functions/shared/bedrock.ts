import type { GuardrailAssessment, GuardrailTraceAssessment } from "@aws-sdk/client-bedrock-runtime";
import type { Application, Model } from "./application";

/** Times that a client asks a model, after waits of random length that grow. Then it is another model's turn. */
export const attempts = 3;

/** Errors after which another model may answer: this one is busy, or does not work. */
const transient = new Set([
  "InternalServerException",
  "ModelErrorException",
  "ModelNotReadyException",
  "ModelStreamErrorException",
  "ModelTimeoutException",
  "ServiceUnavailableException",
  "ThrottlingException",
  "TimeoutError",
]);

/** Whether the same request may succeed with another model, or later. */
export function isTransient(error: unknown): boolean {
  return error instanceof Error && transient.has(error.name);
}

/** What the first model answers that is not busy. The client has tried each several times by then. */
export async function fromFirst<T>(models: Application["models"], ask: (model: Model) => Promise<T>): Promise<T> {
  const [model, ...others] = models;
  if (!model) throw new Error("expected at least one model");
  try {
    return await ask(model);
  } catch (error) {
    if (others.length === 0 || !isTransient(error)) throw error;
    return await fromFirst(others, ask);
  }
}

/** What a guardrail did with a request: kinds of findings only, no text of it. */
export interface Intervention {
  /** Policies that found something, as in `topicPolicy`. */
  readonly policies: readonly string[];
  /** How well the answer follows from the passages, 0 to 1, where that was checked. */
  readonly grounding?: number;
}

/** What the trace of a guardrail says. Its other parts quote what people wrote. */
export function interventionIn(trace: GuardrailTraceAssessment | undefined): Intervention {
  const assessments: GuardrailAssessment[] = [
    ...Object.values(trace?.inputAssessment ?? {}),
    ...Object.values(trace?.outputAssessments ?? {}).flat(),
  ];
  const policies = assessments.flatMap((assessment) =>
    Object.keys(assessment).filter((key) => key.endsWith("Policy") && hasFindings(assessment, key)),
  );
  const grounding = assessments
    .flatMap(({ contextualGroundingPolicy }) => contextualGroundingPolicy?.filters ?? [])
    .find(({ type }) => type === "GROUNDING")?.score;
  return { policies: [...new Set(policies)].sort(), ...(grounding !== undefined && { grounding }) };
}

/** Whether a policy acted: Bedrock lists filters of grounding also where the answer passed. */
function hasFindings(assessment: GuardrailAssessment, policy: string): boolean {
  const findings = Object.values(assessment[policy as keyof GuardrailAssessment] ?? {}).flat() as { action?: string }[];
  return findings.some(({ action }) => action !== undefined && action !== "NONE");
}
