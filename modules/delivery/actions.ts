import { UserError } from "../../platform/errors";

/** What CodePipeline asks of the actions of one provider. The AWS provider takes any text for all of it. */
interface ActionRule {
  readonly category: string;
  readonly owner: "AWS";
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Fewest and most artifacts. */
  readonly inputs: readonly [number, number];
  readonly outputs: readonly [number, number];
  /** Page below docs.aws.amazon.com that states it. */
  readonly page: string;
}

const reference = "codepipeline/latest/userguide";

/** Every kind of action that the platform uses. */
export const actionRules = {
  CodeBuild: {
    category: "Build",
    owner: "AWS",
    required: ["ProjectName"],
    optional: ["EnvironmentVariables", "PrimarySource"],
    inputs: [1, 5],
    outputs: [0, 5],
    page: `${reference}/action-reference-CodeBuild.html`,
  },
  CodeStarSourceConnection: {
    category: "Source",
    owner: "AWS",
    required: ["BranchName", "ConnectionArn", "FullRepositoryId"],
    optional: ["DetectChanges", "OutputArtifactFormat"],
    inputs: [0, 0],
    outputs: [1, 1],
    page: `${reference}/action-reference-CodestarConnectionSource.html`,
  },
  Manual: {
    category: "Approval",
    owner: "AWS",
    required: [],
    optional: ["CustomData", "ExternalEntityLink", "NotificationArn"],
    inputs: [0, 0],
    outputs: [0, 0],
    page: `${reference}/action-reference-ManualApproval.html`,
  },
} as const satisfies Readonly<Record<string, ActionRule>>;

export type ActionProvider = keyof typeof actionRules;

/** An action of a pipeline. */
export interface Action {
  readonly name: string;
  readonly provider: ActionProvider;
  readonly configuration: Readonly<Record<string, string>>;
  /** Artifacts that it reads. @default none */
  readonly inputs?: readonly string[];
  /** Artifacts that it makes. @default none */
  readonly outputs?: readonly string[];
  /** Actions of a stage with the same number run together, those with a higher one later. @default 1 */
  readonly order?: number;
  /** Prefix of the variables that later actions read of it. @default none */
  readonly namespace?: string;
}

/** A stage: all of its actions succeed, or the pipeline goes no further. */
export interface Stage {
  readonly name: string;
  readonly actions: readonly Action[];
  /** Deploys what the last successful execution deployed when an action fails. @default false */
  readonly rollsBack?: boolean;
}

/** Names of stages and actions (docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html). */
const plainName = /^[\w.@-]{1,100}$/;
/** Names of artifacts, which become names of variables in CodeBuild. */
const artifactName = /^\w{1,100}$/;
/** Longest value of a configuration, in characters (docs.aws.amazon.com/codepipeline/latest/userguide/limits.html). */
const longestValue = 1000;

/**
 * Checks what neither the AWS provider nor a plan does, so that CodePipeline refuses nothing at the apply.
 * @throws UserError that names stage and action
 */
export function checkStages(stages: readonly Stage[]): void {
  if (stages.length < 2) throw new UserError(`A pipeline: expected two stages or more, got ${stages.length}.`);
  refuseDouble(
    "a stage",
    stages.map(({ name }) => name),
  );
  const made = new Map<string, { readonly stage: number; readonly order: number }>();
  for (const [index, stage] of stages.entries()) {
    if (!plainName.test(stage.name))
      throw new UserError(`Stage ${stage.name}: expected a name that ${plainName} matches.`);
    refuseDouble(
      `an action of stage ${stage.name}`,
      stage.actions.map(({ name }) => name),
    );
    if (stage.actions.length === 0) throw new UserError(`Stage ${stage.name}: expected an action or more, got none.`);
    const inOrder = [...stage.actions].sort((one, other) => orderOf(one) - orderOf(other));
    for (const action of inOrder) {
      const where = `Action ${action.name} of stage ${stage.name}`;
      checkAction(where, action);
      checkStageOf(where, action, index);
      for (const input of action.inputs ?? []) {
        const origin = made.get(input);
        const isEarlier = origin && (origin.stage < index || origin.order < orderOf(action));
        if (!isEarlier)
          throw new UserError(`${where} reads ${input}: expected an artifact that an earlier action makes.`);
      }
      for (const output of action.outputs ?? []) {
        if (made.has(output)) throw new UserError(`${where} makes ${output}, and so does another action. Rename one.`);
        made.set(output, { stage: index, order: orderOf(action) });
      }
    }
  }
}

function checkAction(where: string, { name, provider, configuration, inputs = [], outputs = [] }: Action): void {
  const rule: ActionRule = actionRules[provider];
  const source = `(docs.aws.amazon.com/${rule.page})`;
  if (!plainName.test(name)) throw new UserError(`${where}: expected a name that ${plainName} matches.`);
  const missing = rule.required.filter((key) => !configuration[key]);
  if (missing.length > 0) throw new UserError(`${where}: expected the configuration ${missing.join(", ")} ${source}.`);
  for (const [key, value] of Object.entries(configuration)) {
    if (![...rule.required, ...rule.optional].includes(key)) {
      throw new UserError(`${where}: ${provider} knows no configuration ${key} ${source}.`);
    }
    if (value.length > longestValue) {
      throw new UserError(`${where}: expected at most ${longestValue} characters of ${key}, got ${value.length}.`);
    }
  }
  checkCount(where, "input", inputs, rule.inputs);
  checkCount(where, "output", outputs, rule.outputs);
  const { PrimarySource } = configuration;
  if (inputs.length > 1 && PrimarySource === undefined) {
    throw new UserError(`${where}: expected PrimarySource, since it has ${inputs.length} input artifacts ${source}.`);
  }
  if (PrimarySource !== undefined && !inputs.includes(PrimarySource)) {
    throw new UserError(`${where}: expected one of its input artifacts as PrimarySource, got ${PrimarySource}.`);
  }
}

function checkCount(
  where: string,
  what: string,
  artifacts: readonly string[],
  [least, most]: readonly [number, number],
) {
  if (artifacts.length < least || artifacts.length > most) {
    throw new UserError(`${where}: expected ${least} to ${most} ${what} artifacts, got ${artifacts.length}.`);
  }
  const odd = artifacts.find((artifact) => !artifactName.test(artifact));
  if (odd !== undefined)
    throw new UserError(`${where}: expected ${what} artifacts of letters, digits and _, got ${odd}.`);
}

/** The first stage has sources and nothing else; no other has any. */
function checkStageOf(where: string, { provider }: Action, index: number): void {
  const isSource = actionRules[provider].category === "Source";
  if (isSource === (index === 0)) return;
  throw new UserError(`${where}: expected sources in the first stage, and there only.`);
}

function refuseDouble(what: string, names: readonly string[]): void {
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw new UserError(`Two are called ${double}: expected another name for ${what}.`);
}

function orderOf({ order = 1 }: Action): number {
  return order;
}
