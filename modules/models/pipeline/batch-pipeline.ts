import { type Definition, definitionOf, get, type Step } from "./definition";
import { type JobsSettings, processing } from "./jobs";
import type { PipelineSettings } from "./settings";

/** What a pipeline that scores in batches is made from. */
export interface BatchSettings extends JobsSettings, Pick<PipelineSettings, "image" | "model"> {
  readonly locations: Pick<PipelineSettings["locations"], "artifacts" | "code" | "features">;
  readonly learning: Pick<PipelineSettings["learning"], "eventTime" | "recordId">;
  /** Function that says which version was approved last. */
  readonly functionArn: string;
  /** Where predictions go, without a slash at the end, and their key. */
  readonly predictions: { readonly uri: string; readonly kmsKeyArn: string };
}

/**
 * From the newest features of each record to a prediction for it, by the version that was approved last. A job of processing
 * scores and no batch transform: those have no longest run, and so no most that they can cost.
 */
export function batchPipeline(settings: BatchSettings): Definition {
  return definitionOf([], [findVersion(settings), score(settings)]);
}

function findVersion({ functionArn, model }: BatchSettings): Step {
  const text = (OutputName: string) => ({ OutputName, OutputType: "String" as const });
  return {
    Name: "FindVersion",
    Type: "Lambda",
    FunctionArn: functionArn,
    Arguments: { batchOf: model },
    OutputParameters: [text("archive"), text("version")],
  };
}

function score(settings: BatchSettings): Step {
  const { image, learning, locations } = settings;
  const found = (output: string) => get(`Steps.FindVersion.OutputParameters['${output}']`);
  return processing(settings, {
    name: "Score",
    image,
    run: {
      entryPoint: ["python3", "/opt/ml/processing/code/score.py"],
      arguments: [
        ...["--record-id", learning.recordId, "--event-time", learning.eventTime],
        ...["--version", found("version")],
      ],
    },
    inputs: { code: locations.code, features: locations.features, model: found("archive") },
    outputs: { predictions: "" },
    to: settings.predictions,
    // Features arrive under the same name.
    cachedFor: "never",
  });
}
