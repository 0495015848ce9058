import type { Definition, Step } from "./definition";

/** Variables of an execution (SageMaker Python SDK, ExecutionVariables). */
const executionVariables = [
  "PipelineName",
  "PipelineArn",
  "PipelineExecutionId",
  "PipelineExecutionArn",
  "StartDateTime",
];

/** All steps of a pipeline, those of conditions included. */
export function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) =>
    step.Type === "Condition"
      ? [step, ...allSteps(step.Arguments.IfSteps), ...allSteps(step.Arguments.ElseSteps)]
      : [step],
  );
}

/** Everything that a value refers to, as in `Steps.Train.ModelArtifacts.S3ModelArtifacts`. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if ("Get" in value) return [String(value.Get)];
  return Object.values(value).flatMap(referencesIn);
}

/** Name of the step that a reference is about. */
const stepOf = (reference: string) => /^Steps\.([\w-]+)\./.exec(reference)?.[1];

/** What a step uses itself: what the steps of a condition use is theirs. */
function ownReferences(step: Step): string[] {
  if (step.Type === "Condition") return referencesIn(step.Arguments.Conditions);
  return referencesIn(step.Type === "ClarifyCheck" ? [step.Arguments, step.ModelName] : step.Arguments);
}

/** What each step waits for, a condition's steps for the condition. */
function dependencies(steps: readonly Step[], condition?: string): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const step of steps) {
    const used = ownReferences(step).flatMap((reference) => stepOf(reference) ?? []);
    all.set(step.Name, [...used, ...(step.DependsOn ?? []), ...(condition ? [condition] : [])]);
    if (step.Type === "Condition") {
      const inner = [...step.Arguments.IfSteps, ...step.Arguments.ElseSteps];
      for (const [name, before] of dependencies(inner, step.Name)) all.set(name, before);
    }
  }
  return all;
}

/**
 * Names of the steps in an order in which each comes after what it waits for. Steps that wait for each other are left out.
 */
export function orderOf(steps: readonly Step[]): string[] {
  const waiting = dependencies(steps);
  const order: string[] = [];
  for (;;) {
    const next = [...waiting].find(([, before]) => before.every((name) => order.includes(name)));
    if (!next) return order;
    order.push(next[0]);
    waiting.delete(next[0]);
  }
}

/** What is wrong with the graph of a pipeline: empty for a sound one. */
export function definitionMistakes({ Parameters, Steps }: Pick<Definition, "Parameters" | "Steps">): string[] {
  const steps = allSteps(Steps);
  const names = steps.map(({ Name }) => Name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  const order = orderOf(Steps);
  return [
    ...twice.map((name) => `expected each step once, got ${name} twice`),
    ...steps.flatMap((step) => unresolved(step, steps, Parameters)),
    ...steps.flatMap(({ Name, DependsOn = [] }) =>
      DependsOn.filter((name) => !names.includes(name)).map((name) => `${Name} waits for ${name}, which is no step`),
    ),
    ...names.filter((name) => !order.includes(name)).map((name) => `${name} waits for itself, or for a step that does`),
  ];
}

function unresolved(step: Step, steps: readonly Step[], parameters: Definition["Parameters"]): string[] {
  return ownReferences(step)
    .filter((reference) => !resolves(reference, steps, parameters))
    .map((reference) => `${step.Name} refers to ${reference}, which is nowhere`);
}

function resolves(reference: string, steps: readonly Step[], parameters: Definition["Parameters"]): boolean {
  const [root, name = "", kind, what] = reference.split(/[.[\]']+/);
  if (root === "Parameters") return parameters.some(({ Name }) => Name === name);
  if (root === "Execution") return executionVariables.includes(name);
  const step = steps.find(({ Name }) => Name === name);
  if (root !== "Steps" || !step) return false;
  if (kind === "PropertyFiles") {
    return step.Type === "Processing" && (step.PropertyFiles ?? []).some((file) => file.PropertyFileName === what);
  }
  if (kind === "ProcessingOutputConfig") {
    const output = /Outputs\['([\w-]+)'\]/.exec(reference)?.[1];
    return step.Type === "Processing" && outputsOf(step).includes(output);
  }
  if (kind === "OutputParameters") {
    return step.Type === "Lambda" && step.OutputParameters.some(({ OutputName }) => OutputName === what);
  }
  return propertiesOf[step.Type].includes(kind ?? "");
}

/** Properties of steps that the pipelines of the platform use. */
const propertiesOf: Readonly<Record<Step["Type"], readonly string[]>> = {
  Processing: [],
  ClarifyCheck: ["CalculatedBaselineConstraints"],
  Training: ["ModelArtifacts"],
  Tuning: ["BestTrainingJob"],
  RegisterModel: ["ModelPackageArn"],
  Model: ["ModelName"],
  Transform: ["TransformOutput"],
  Lambda: [],
  Fail: [],
  Condition: [],
};

function outputsOf(step: Extract<Step, { Type: "Processing" }>): unknown[] {
  return step.Arguments.ProcessingOutputConfig?.Outputs?.map(({ OutputName }) => OutputName) ?? [];
}
