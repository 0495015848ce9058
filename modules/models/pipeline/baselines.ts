import { join, type Later, parameter, type Step } from "./definition";
import { outputOf, processing } from "./jobs";
import type { PipelineSettings } from "./settings";

/** Report of the evaluation. */
export const report = { PropertyFileName: "Report", OutputName: "report", FilePath: "evaluation.json" };

/** Steps that make what monitors compare with, before it is known whether the model is good enough. */
export function baselineSteps(settings: PipelineSettings): Step[] {
  return settings.monitors.includes("data-quality") ? [dataQuality(settings)] : [];
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

/** A JSON file that a step has written. */
function written(step: string, output: string, file: string) {
  return { ContentType: "application/json", S3Uri: join("/", outputOf(step, output), file) };
}

/** What was measured about a version, for people who look at it in the registry. */
export function modelMetrics(settings: PipelineSettings) {
  const baselines = driftCheckBaselines(settings);
  const Statistics = written("Evaluate", report.OutputName, report.FilePath);
  return { ...baselines, ModelQuality: { ...baselines.ModelQuality, Statistics } };
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
  };
}
