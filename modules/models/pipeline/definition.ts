import type {
  CreateHyperParameterTuningJobRequest,
  CreateModelInput,
  CreateModelPackageInput,
  CreateProcessingJobRequest,
  CreateTrainingJobRequest,
  CreateTransformJobRequest,
} from "@aws-sdk/client-sagemaker";
import { definitionMistakes } from "./verification";

/** A value that is known when the pipeline runs (docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-pipelines.html). */
export type Later =
  | { readonly Get: string }
  | { readonly "Std:Join": { readonly On: string; readonly Values: readonly Value[] } };

type Value = string | number | Later;

/** A request of SageMaker in which each value may be known later. */
type Arguments<T> = T extends undefined
  ? undefined
  : T extends string | number | boolean
    ? T | Later
    : T extends readonly (infer Item)[]
      ? readonly Arguments<Item>[]
      : { readonly [Key in keyof T]: Arguments<T[Key]> };

/** What a step leaves to be read by others: a JSON file in one of its outputs. */
export interface PropertyFile {
  readonly PropertyFileName: string;
  readonly OutputName: string;
  readonly FilePath: string;
}

interface StepSettings {
  readonly Name: string;
  /** Steps that this one waits for, in addition to those whose results it uses. */
  readonly DependsOn?: readonly string[];
  readonly CacheConfig?: { readonly Enabled: boolean; readonly ExpireAfter: string };
  readonly RetryPolicies?: readonly RetryPolicy[];
}

export interface RetryPolicy {
  readonly ExceptionType: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxAttempts: number;
}

/** A step, with the request that SageMaker makes of it; names of jobs are made up by SageMaker. */
export type Step = StepSettings &
  (
    | {
        readonly Type: "Processing";
        readonly Arguments: Arguments<Omit<CreateProcessingJobRequest, "ProcessingJobName">>;
        readonly PropertyFiles?: readonly PropertyFile[];
      }
    | {
        /** A job of Clarify that asks a copy of a model (sagemaker/latest/dg/build-and-manage-steps-types.html). */
        readonly Type: "ClarifyCheck";
        readonly CheckType: "MODEL_EXPLAINABILITY";
        readonly ModelName: Later;
        /** Nothing is compared with an older version: what is measured becomes the baseline. */
        readonly SkipCheck: true;
        readonly RegisterNewBaseline: true;
        readonly FailOnViolation: false;
        readonly ModelPackageGroupName: null;
        readonly SuppliedBaselineConstraints: null;
        readonly Arguments: Arguments<Omit<CreateProcessingJobRequest, "ProcessingJobName">>;
      }
    | { readonly Type: "Training"; readonly Arguments: Arguments<Omit<CreateTrainingJobRequest, "TrainingJobName">> }
    | {
        readonly Type: "Tuning";
        readonly Arguments: Arguments<Omit<CreateHyperParameterTuningJobRequest, "HyperParameterTuningJobName">>;
      }
    | { readonly Type: "RegisterModel"; readonly Arguments: Arguments<CreateModelPackageInput> }
    | { readonly Type: "Model"; readonly Arguments: Arguments<Omit<CreateModelInput, "ModelName">> }
    | { readonly Type: "Transform"; readonly Arguments: Arguments<Omit<CreateTransformJobRequest, "TransformJobName">> }
    | {
        readonly Type: "Lambda";
        readonly FunctionArn: string;
        readonly Arguments: Readonly<Record<string, Value>>;
        readonly OutputParameters: readonly { readonly OutputName: string; readonly OutputType: "String" }[];
      }
    | { readonly Type: "Fail"; readonly Arguments: { readonly ErrorMessage: string | Later } }
    | { readonly Type: "Condition"; readonly Arguments: Choice }
  );

/** Which steps run, by a value of a property file. */
interface Choice {
  readonly Conditions: readonly {
    readonly Type: "GreaterThanOrEqualTo";
    readonly LeftValue: { readonly "Std:JsonGet": { readonly PropertyFile: Later; readonly Path: string } };
    readonly RightValue: number | Later;
  }[];
  readonly IfSteps: readonly Step[];
  readonly ElseSteps: readonly Step[];
}

export interface Parameter {
  readonly Name: string;
  readonly Type: "String" | "Integer" | "Float";
  readonly DefaultValue: string | number;
}

/** A pipeline as SageMaker takes it. */
export interface Definition {
  readonly Version: "2020-12-01";
  readonly Metadata: Readonly<Record<string, never>>;
  readonly Parameters: readonly Parameter[];
  readonly PipelineExperimentConfig: { readonly ExperimentName: Later; readonly TrialName: Later };
  readonly Steps: readonly Step[];
}

export const get = (path: string): Later => ({ Get: path });
export const parameter = (name: string): Later => get(`Parameters.${name}`);
export const join = (on: string, ...values: readonly Value[]): Later => ({ "Std:Join": { On: on, Values: values } });

/** @throws Error where the graph is unsound: a bug in the program */
export function definitionOf(parameters: readonly Parameter[], steps: readonly Step[]): Definition {
  const definition: Definition = {
    Version: "2020-12-01",
    Metadata: {},
    Parameters: parameters,
    PipelineExperimentConfig: {
      ExperimentName: get("Execution.PipelineName"),
      TrialName: get("Execution.PipelineExecutionId"),
    },
    Steps: steps,
  };
  const mistakes = definitionMistakes(definition);
  if (mistakes.length > 0) throw new Error(`The pipeline is unsound:\n${mistakes.join("\n")}`);
  return definition;
}
