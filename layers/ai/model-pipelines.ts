import { ModelPipeline } from "../../modules/models/model-pipeline";
import { trainingPipeline } from "../../modules/models/pipeline/training-pipeline";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import { jobNetworkOf } from "./foundation";
import { uploadAnalyses } from "./model-analyses";
import { artifactsUri, type ModelFoundation } from "./model-foundation";
import { monitorsOf } from "./model-monitors";
import { inputsOf, jobsOf } from "./model-settings";

/**
 * The pipeline that trains a model, from features to a version that waits for approval. None where the recovery strategy
 * keeps no features.
 */
export function buildTrainingPipeline(
  stack: LayerStack<AiEnvironment>,
  foundation: ModelFoundation,
): ModelPipeline | undefined {
  const { site, environment, security, name, model, code, images, registry, role } = foundation;
  const group = partsOf(model.learnsFrom).name;
  const features = foundation.features[group];
  const declared = environment.ai.features[group];
  if (!features || !declared) return undefined;
  const kmsKeyArn = security.artifactsKeyArn;
  const monitors = monitorsOf(model);
  return new ModelPipeline(stack, `model-${name}-pipeline`, {
    site,
    purpose: name,
    description: `Trains the model ${name} and registers versions that score high enough.`,
    definition: trainingPipeline({
      model: name,
      image: images.xgboost,
      analyzerImage: images.monitor,
      clarifyImage: images.clarify,
      roleArn: role.arn,
      network: jobNetworkOf(foundation),
      kmsKeyArn,
      locations: {
        code: code.scripts,
        source: code.source,
        analyses: uploadAnalyses(stack, foundation),
        artifacts: artifactsUri(foundation),
        features: features.historyUri,
      },
      learning: {
        recordId: declared.recordId,
        eventTime: declared.eventTime,
        inputs: inputsOf(model),
        label: model.label,
        approval: model.approval,
        tuning: model.tuning,
      },
      jobs: jobsOf(environment, model),
      packageGroupName: registry.groupName,
      monitors,
    }),
    jobs: { roleArn: role.arn, kmsKeyArn },
    permissions: { packageGroupArn: registry.arn, analyzes: monitors.includes("explainability") },
  });
}
