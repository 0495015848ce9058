import type { TransformInstanceType } from "@aws-sdk/client-sagemaker";
import {
  analyzed,
  baselineSteps,
  baselineStepsOfModel,
  constrainQuality,
  driftCheckBaselines,
  modelMetrics,
  report,
} from "./baselines";
import { type Definition, definitionOf, get, join, type Later, parameter, type Step } from "./definition";
import {
  cachedFor,
  folderOfRun,
  jobRetries,
  metricDefinitions,
  outputOf,
  processing,
  program,
  retries,
  trainingOf,
  vpcOf,
} from "./jobs";
import type { PipelineSettings } from "./settings";

/** Where a metric is in the report of the evaluation. */
const metricPath = (metric: string) => `binary_classification_metrics.${metric}.value`;

/**
 * From features to a version in the registry that waits for approval: make examples, train, search for better
 * hyperparameters, evaluate, and, if the score is high enough, register the version and score the examples of the test with it.
 */
export function trainingPipeline(settings: PipelineSettings): Definition {
  const { learning } = settings;
  const model = learning.tuning ? tunedModel(settings) : get("Steps.Train.ModelArtifacts.S3ModelArtifacts");
  return definitionOf(
    [
      { Name: "Features", Type: "String", DefaultValue: settings.locations.features },
      { Name: "Threshold", Type: "Float", DefaultValue: learning.approval.atLeast },
    ],
    [
      preprocess(settings),
      train(settings),
      ...(learning.tuning ? [tune(settings, learning.tuning)] : []),
      evaluate(settings, model),
      ...baselineSteps(settings),
      {
        Name: "GoodEnough",
        Type: "Condition",
        Arguments: {
          Conditions: [
            {
              Type: "GreaterThanOrEqualTo",
              LeftValue: {
                "Std:JsonGet": {
                  PropertyFile: get("Steps.Evaluate.PropertyFiles.Report"),
                  Path: metricPath(learning.approval.metric),
                },
              },
              RightValue: parameter("Threshold"),
            },
          ],
          IfSteps: [
            createModel(settings, model),
            ...baselineStepsOfModel(settings),
            register(settings, model),
            transform(settings),
          ],
          ElseSteps: [tooBad(settings)],
        },
      },
    ],
  );
}

function preprocess(settings: PipelineSettings): Step {
  const { learning, locations } = settings;
  const { label } = learning;
  return processing(settings, {
    name: "Preprocess",
    image: settings.image,
    run: {
      entryPoint: ["python3", "/opt/ml/processing/code/preprocess.py"],
      arguments: [
        ...["--record-id", learning.recordId, "--event-time", learning.eventTime],
        ...["--inputs", learning.inputs.join(","), "--label", label.feature],
        ...["--at-least", String(label.atLeast), "--after-days", String(label.afterDays)],
      ],
    },
    inputs: { code: locations.code, input: parameter("Features") },
    // New features arrive under the same name.
    cachedFor: "PT6H",
    outputs: { train: "train", validation: "validation", test: "test", encoder: "encoder", batch: "batch" },
  });
}

function train(settings: PipelineSettings): Step {
  return {
    Name: "Train",
    Type: "Training",
    Arguments: {
      AlgorithmSpecification: {
        TrainingImage: settings.image,
        TrainingInputMode: "File",
        MetricDefinitions: metricDefinitions,
      },
      HyperParameters: program,
      // Otherwise SageMaker profiles each job, and keeps measurements that no one reads.
      ProfilerConfig: { DisableProfiler: true },
      ...trainingOf(settings, "Preprocess"),
    },
    CacheConfig: cachedFor("P30D"),
    RetryPolicies: jobRetries,
  };
}

function tune(settings: PipelineSettings, tuning: NonNullable<PipelineSettings["learning"]["tuning"]>): Step {
  const continuous = (Name: string, MinValue: string, MaxValue: string, logarithmic = false) => ({
    Name,
    MinValue,
    MaxValue,
    ScalingType: logarithmic ? ("Logarithmic" as const) : ("Linear" as const),
  });
  return {
    Name: "Tune",
    Type: "Tuning",
    // What cannot be trained once need not be trained twenty times.
    DependsOn: ["Train"],
    Arguments: {
      HyperParameterTuningJobConfig: {
        Strategy: "Bayesian",
        RandomSeed: 1,
        TrainingJobEarlyStoppingType: "Auto",
        HyperParameterTuningJobObjective: {
          Type: tuning.objective.endsWith("auc") ? "Maximize" : "Minimize",
          MetricName: tuning.objective,
        },
        ResourceLimits: {
          MaxNumberOfTrainingJobs: tuning.jobs,
          MaxParallelTrainingJobs: tuning.parallelJobs,
          MaxRuntimeInSeconds: settings.jobs.maxMinutes * 60 * Math.ceil(tuning.jobs / tuning.parallelJobs),
        },
        ParameterRanges: {
          ContinuousParameterRanges: [
            continuous("eta", "0.01", "0.3", true),
            continuous("min_child_weight", "1", "20"),
            continuous("subsample", "0.5", "1"),
          ],
          IntegerParameterRanges: [{ Name: "max_depth", MinValue: "2", MaxValue: "8", ScalingType: "Linear" }],
        },
      },
      TrainingJobDefinition: {
        AlgorithmSpecification: {
          TrainingImage: settings.image,
          TrainingInputMode: "File",
          MetricDefinitions: metricDefinitions,
        },
        StaticHyperParameters: program,
        ...trainingOf(settings, "Preprocess"),
      },
    },
    CacheConfig: cachedFor("P30D"),
    RetryPolicies: jobRetries,
  };
}

/** The artifact of the best training job: tuning has no property that names it. */
function tunedModel({ locations }: PipelineSettings): Later {
  return join(
    "/",
    locations.artifacts,
    "training",
    get("Steps.Tune.BestTrainingJob.TrainingJobName"),
    "output/model.tar.gz",
  );
}

function evaluate(settings: PipelineSettings, model: Later): Step {
  const { learning, locations } = settings;
  return processing(settings, {
    name: "Evaluate",
    image: settings.image,
    run: { entryPoint: ["python3", "/opt/ml/processing/code/evaluate.py"], arguments: constrainQuality(settings) },
    inputs: {
      code: locations.code,
      model,
      test: outputOf("Preprocess", "test"),
      ...(learning.tuning && { untuned: get("Steps.Train.ModelArtifacts.S3ModelArtifacts") }),
      ...analyzed(settings).inputs,
    },
    outputs: { report: "report", ...analyzed(settings).outputs },
    files: [report],
  });
}

function container({ image }: PipelineSettings, model: Later) {
  return {
    Image: image,
    ModelDataUrl: model,
    Environment: { SAGEMAKER_PROGRAM: "inference.py", SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model/code" },
  };
}

function register(settings: PipelineSettings, model: Later): Step {
  const { jobs, learning, packageGroupName } = settings;
  const types = ["text/csv", "application/json"];
  return {
    Name: "Register",
    Type: "RegisterModel",
    Arguments: {
      ModelPackageGroupName: packageGroupName,
      ModelApprovalStatus: "PendingManualApproval",
      ModelPackageDescription: `Registered because its ${learning.approval.metric} is high enough.`,
      ModelMetrics: modelMetrics(settings),
      DriftCheckBaselines: driftCheckBaselines(settings),
      InferenceSpecification: {
        Containers: [container(settings, model)],
        SupportedContentTypes: types,
        SupportedResponseMIMETypes: types,
        SupportedTransformInstanceTypes: [jobs.instanceType as TransformInstanceType],
      },
    },
    RetryPolicies: retries,
  };
}

function createModel(settings: PipelineSettings, model: Later): Step {
  return {
    Name: "CreateModel",
    Type: "Model",
    Arguments: {
      ExecutionRoleArn: settings.roleArn,
      PrimaryContainer: container(settings, model),
      VpcConfig: vpcOf(settings.network),
      EnableNetworkIsolation: true,
    },
    RetryPolicies: retries,
  };
}

/** Proves that the version can be served, before anybody approves it. */
function transform(settings: PipelineSettings): Step {
  const { jobs, kmsKeyArn } = settings;
  return {
    Name: "Transform",
    Type: "Transform",
    Arguments: {
      ModelName: get("Steps.CreateModel.ModelName"),
      TransformInput: {
        ContentType: "text/csv",
        SplitType: "Line",
        DataSource: { S3DataSource: { S3DataType: "S3Prefix", S3Uri: outputOf("Preprocess", "batch") } },
      },
      TransformOutput: {
        S3OutputPath: folderOfRun(settings, "transform"),
        Accept: "text/csv",
        AssembleWith: "Line",
        KmsKeyId: kmsKeyArn,
      },
      TransformResources: {
        InstanceCount: 1,
        InstanceType: jobs.instanceType as TransformInstanceType,
        VolumeKmsKeyId: kmsKeyArn,
      },
    },
    RetryPolicies: jobRetries,
  };
}

function tooBad({ learning }: PipelineSettings): Step {
  return {
    Name: "NotGoodEnough",
    Type: "Fail",
    Arguments: {
      ErrorMessage: join("", `The ${learning.approval.metric} of the model is below `, parameter("Threshold"), "."),
    },
  };
}
