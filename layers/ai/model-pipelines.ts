import { ModelPipeline } from "../../modules/models/model-pipeline";
import { trainingPipeline } from "../../modules/models/pipeline/training-pipeline";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import { jobNetworkOf } from "./foundation";
import { artifactsFolder, featuresFolder, type ModelFoundation } from "./model-foundation";
import { inputsOf, jobsOf } from "./model-settings";

/** The pipeline that trains a model, from features to a version that waits for approval. */
export function buildTrainingPipeline(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): ModelPipeline {
  const { site, environment, data, security, name, model, code, images, registry, role } = foundation;
  const kmsKeyArn = security.artifactsKeyArn;
  return new ModelPipeline(stack, `model-${name}-pipeline`, {
    site,
    purpose: name,
    description: `Trains the model ${name} and registers versions that score high enough.`,
    definition: trainingPipeline({
      model: name,
      image: images.xgboost,
      analyzerImage: images.monitor,
      roleArn: role.arn,
      network: jobNetworkOf(foundation),
      kmsKeyArn,
      locations: {
        code: code.scripts,
        source: code.source,
        artifacts: `s3://${entryOf(data.zoneBucketNames, "artifacts")}/${artifactsFolder(name)}`,
        features: `s3://${entryOf(data.zoneBucketNames, "processed")}/${featuresFolder(model)}/`,
      },
      learning: {
        recordId: "customer_id",
        eventTime: "computed_at",
        inputs: inputsOf(model),
        label: model.label,
        approval: model.approval,
        tuning: model.tuning,
      },
      jobs: jobsOf(environment, model),
      packageGroupName: registry.groupName,
    }),
    jobs: { roleArn: role.arn, kmsKeyArn },
    permissions: { packageGroupArn: registry.arn },
  });
}
