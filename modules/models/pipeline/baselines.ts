import { type AnalyzedMonitor, analysisFiles } from "../monitor-settings";
import { get, join, type Later, parameter, type Step } from "./definition";
import { isolated, outputOf, processing, processingJob } from "./jobs";
import type { PipelineSettings } from "./settings";

/** Report of the evaluation. */
export const report = { PropertyFileName: "Report", OutputName: "report", FilePath: "evaluation.json" };

/** Steps that make what monitors compare with, before it is known whether the model is good enough. */
export function baselineSteps(settings: PipelineSettings): Step[] {
  const { monitors } = settings;
  return [
    ...(monitors.includes("data-quality") ? [dataQuality(settings)] : []),
    ...(monitors.includes("bias") ? [bias(settings)] : []),
  ];
}

/** The same for those that ask the model, which exists by then. */
export function baselineStepsOfModel(settings: PipelineSettings): Step[] {
  return settings.monitors.includes("explainability") ? [explain(settings)] : [];
}

/** What the evaluation reads and writes for the analyses of Clarify. */
export function analyzed({ locations, monitors }: PipelineSettings) {
  const isBias = monitors.includes("bias");
  const isExplained = monitors.includes("explainability");
  return {
    inputs: { ...((isBias || isExplained) && { analyses: `${locations.analyses}/monitors` }) },
    outputs: { ...(isBias && { labeled: "labeled" }), ...(isExplained && { sample: "sample" }) },
  };
}

/** Arguments by which the evaluation writes constraints for the monitor of model quality. */
export function constrainQuality({ learning, monitors }: PipelineSettings): (string | Later)[] | undefined {
  if (!monitors.includes("model-quality")) return undefined;
  return ["--metric", learning.approval.metric, "--at-least", join("", parameter("Threshold"))];
}

/** What the inputs look like that the model was trained on, for the monitor of data quality. */
function dataQuality(settings: PipelineSettings): Step {
  return processing(settings, {
    name: "Baseline",
    image: settings.analyzerImage,
    run: {},
    inputs: { input: outputOf("Preprocess", "batch") },
    outputs: { baseline: "" },
    environment: {
      dataset_format: JSON.stringify({ csv: { header: false, output_columns_position: "START" } }),
      dataset_source: "/opt/ml/processing/input",
      output_path: "/opt/ml/processing/output",
      publish_cloudwatch_metrics: "Disabled",
    },
  });
}

/** Folders in the containers of Clarify (docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-parameters.html). */
const clarifyFolders = { analysis_config: "input/config", dataset: "input/data" };

/** Whether a group is worse off among the examples of the test. Nothing asks the model, so that the job is isolated. */
function bias(settings: PipelineSettings): Step {
  return processing(settings, {
    name: "Bias",
    image: settings.clarifyImage,
    run: {},
    ...analysis(settings, "bias", "labeled"),
  });
}

/** How much each input counts. Clarify asks a copy of the model through interface endpoints, which an isolated job cannot. */
function explain(settings: PipelineSettings): Step {
  const job = {
    name: "Explain",
    image: settings.clarifyImage,
    run: {},
    ...analysis(settings, "explainability", "sample"),
  };
  return {
    Name: job.name,
    Type: "ClarifyCheck",
    CheckType: "MODEL_EXPLAINABILITY",
    ModelName: get("Steps.CreateModel.ModelName"),
    SkipCheck: true,
    RegisterNewBaseline: true,
    FailOnViolation: false,
    ModelPackageGroupName: null,
    SuppliedBaselineConstraints: null,
    Arguments: {
      ...processingJob(settings, job),
      NetworkConfig: { ...isolated(settings), EnableNetworkIsolation: false },
    },
  };
}

function analysis({ locations }: PipelineSettings, monitor: AnalyzedMonitor, rows: string) {
  return {
    inputs: {
      analysis_config: `${locations.analyses}/${monitor}/analysis_config.json`,
      dataset: outputOf("Evaluate", rows),
    },
    folders: clarifyFolders,
    outputs: { analysis_result: "" },
  };
}

/** A JSON file that a step has written. */
function written(step: string, output: string, file: string) {
  return { ContentType: "application/json", S3Uri: join("/", outputOf(step, output), file) };
}

/** What was measured about a version, for people who look at it in the registry. */
export function modelMetrics(settings: PipelineSettings) {
  const baselines = driftCheckBaselines(settings);
  const Statistics = written("Evaluate", report.OutputName, report.FilePath);
  return {
    ModelQuality: { ...baselines.ModelQuality, Statistics },
    ModelDataQuality: baselines.ModelDataQuality,
    Bias: baselines.Bias && { PostTrainingReport: baselines.Bias.PostTrainingConstraints },
    Explainability: baselines.Explainability && { Report: baselines.Explainability.Constraints },
  };
}

/** What the monitors of a version compare with. */
export function driftCheckBaselines({ monitors }: PipelineSettings) {
  const ofBaseline = (file: string) => written("Baseline", "baseline", file);
  return {
    ModelQuality: monitors.includes("model-quality")
      ? {
          Statistics: written("Evaluate", report.OutputName, report.FilePath),
          Constraints: written("Evaluate", report.OutputName, "constraints.json"),
        }
      : undefined,
    ModelDataQuality: monitors.includes("data-quality")
      ? { Statistics: ofBaseline("statistics.json"), Constraints: ofBaseline("constraints.json") }
      : undefined,
    Bias: monitors.includes("bias")
      ? {
          ConfigFile: written("Evaluate", report.OutputName, analysisFiles.bias),
          PostTrainingConstraints: written("Bias", "analysis_result", "analysis.json"),
        }
      : undefined,
    Explainability: monitors.includes("explainability")
      ? {
          ConfigFile: written("Evaluate", report.OutputName, analysisFiles.explainability),
          Constraints: {
            ContentType: "application/json",
            S3Uri: get("Steps.Explain.CalculatedBaselineConstraints"),
          },
        }
      : undefined,
  };
}
