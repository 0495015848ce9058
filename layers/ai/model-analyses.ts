import { type Analyses, biasAnalyses, explainabilityAnalyses } from "../../modules/models/analyses";
import { type AnalyzedMonitor, analysisFiles } from "../../modules/models/monitor-settings";
import type { LayerStack } from "../../platform/layer-stack";
import type { Site } from "../../platform/site";
import type { AiEnvironment } from "./config";
import { uploadCode, versionOf } from "./model-code";
import type { ModelFoundation } from "./model-foundation";
import { inputsOf, servingOf } from "./model-settings";

type AnalyzedFoundation = Pick<ModelFoundation, "environment" | "model" | "name" | "site">;

/** How the names of endpoints begin with a copy of a model, which Clarify makes, asks and removes. */
export function shadowPrefix({ names }: Site, model: string): string {
  return names.of("sagemaker", `${model}-why`);
}

/** What Clarify measures about a model, by monitor. */
export function analysesOf(foundation: AnalyzedFoundation): Partial<Record<AnalyzedMonitor, Analyses>> {
  const { environment, site, name, model } = foundation;
  const { bias, explainability } = model.monitors;
  const inputs = inputsOf(model);
  const { instanceType } = servingOf(environment, model);
  return {
    ...(bias && { bias: biasAnalyses(inputs, bias) }),
    ...(explainability && {
      explainability: explainabilityAnalyses(inputs, { prefix: shadowPrefix(site, name), instanceType }),
    }),
  };
}

/**
 * Uploads what the pipeline has Clarify measure, and what versions bring for their monitors.
 * @returns the folder, which is named by its content
 */
export function uploadAnalyses(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): string {
  const { name, data } = foundation;
  const files = Object.entries(analysesOf(foundation)).flatMap(([monitor, { training, monitor: watched }]) => [
    { id: `${monitor}-analysis`, path: `${monitor}/analysis_config.json`, content: encoded(training) },
    {
      id: `${monitor}-watched`,
      path: `monitors/${analysisFiles[monitor as AnalyzedMonitor]}`,
      content: encoded(watched),
    },
  ]);
  const folder = `models/analyses/${versionOf(files.map(({ content }) => content))}`;
  for (const { id, path, content } of files) {
    uploadCode(stack, foundation, { id: `model-${name}-${id}`, key: `${folder}/${path}`, content });
  }
  return `s3://${data.codeBucketName}/${folder}`;
}

function encoded(content: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content));
}
