import { prefixOf } from "../../modules/catalog/lake-prefix";
import { ParquetTable } from "../../modules/catalog/parquet-table";
import { startOnSchedule } from "../../modules/events/schedule";
import { functionArn } from "../../modules/functions/function-arn";
import { predictionsFolder } from "../../modules/lake/folders";
import { ModelPipeline } from "../../modules/models/model-pipeline";
import { batchPipeline } from "../../modules/models/pipeline/batch-pipeline";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import { jobNetworkOf } from "./foundation";
import { artifactsUri, type ModelFoundation } from "./model-foundation";
import { jobsOf } from "./model-settings";

/** Function of `model-operations.ts`. */
export const operationsPurpose = "operate-models";

/** What a model predicts in batches. */
export interface BuiltBatch {
  readonly pipeline: ModelPipeline;
  readonly table: ParquetTable;
}

/** First day of the platform: no prediction is older. */
const firstDay = "2026-01-01";

/** Where the predictions of a model go: a folder of the processed zone, and the key of its objects. */
export function predictionsOf({ data, name }: Pick<ModelFoundation, "data" | "name">) {
  const zone = {
    bucketName: entryOf(data.zoneBucketNames, "processed"),
    arn: entryOf(data.zoneBucketArns, "processed"),
  };
  return {
    folder: prefixOf(zone, `${predictionsFolder}${name}/`),
    kmsKeyArn: entryOf(data.zoneKeyArns, "processed"),
  };
}

/**
 * Scores all records of the model's feature group on a schedule, as a table of the lake. None where the recovery strategy keeps
 * no features, or no function that knows which version was approved. In a recovery environment it rests until the day.
 */
export function buildBatch(stack: LayerStack<AiEnvironment>, foundation: ModelFoundation): BuiltBatch | undefined {
  const { site, environment, security, data, upstream, name, model, images, code, role } = foundation;
  const { batch, learnsFrom } = model;
  const group = partsOf(learnsFrom).name;
  const features = foundation.features[group];
  const declared = environment.ai.features[group];
  if (!batch || !features || !declared || (upstream && upstream.strategy !== "warm-standby")) return undefined;
  const { folder, kmsKeyArn } = predictionsOf(foundation);
  const operations = functionArn(site, operationsPurpose);
  const jobs = { ...jobsOf(environment, model), instanceType: batch.instanceType, maxMinutes: batch.maxMinutes };
  const pipeline = new ModelPipeline(stack, `model-${name}-batch`, {
    site,
    purpose: `${name}-batch`,
    description: `Scores all records of ${group} with the model ${name}.`,
    definition: batchPipeline({
      model: name,
      image: images.xgboost,
      roleArn: role.arn,
      network: jobNetworkOf(foundation),
      kmsKeyArn: security.artifactsKeyArn,
      locations: { code: code.scripts, artifacts: artifactsUri(foundation), features: features.historyUri },
      learning: { recordId: declared.recordId, eventTime: declared.eventTime },
      functionArn: operations,
      predictions: { uri: `s3://${folder.bucketName}/${predictionsFolder}${name}`, kmsKeyArn },
      jobs,
    }),
    jobs: { roleArn: role.arn, kmsKeyArn: security.artifactsKeyArn, outputKeyArn: kmsKeyArn },
    permissions: { functionArns: [operations] },
  });
  startOnSchedule(pipeline, {
    site,
    purpose: `model-${name}-batch`,
    description: `Starts the predictions of the model ${name}.`,
    timing: { expression: batch.schedule, kmsKeyArn: security.streamsKeyArn, enabled: upstream === undefined },
    target: {
      arn: pipeline.arn,
      statements: [{ sid: "StartPredictions", actions: "sagemaker:StartPipelineExecution", resources: pipeline.arn }],
    },
  });
  const table = new ParquetTable(stack, `model-${name}-predictions`, {
    name: `predictions_${name.replaceAll("-", "_")}`,
    databaseName: entryOf(data.catalogDatabaseNames, "processed"),
    description: `What the model ${name} predicted.`,
    data: folder,
    columns: [
      { name: "record_id", type: "string", comment: `Which record of ${group} it is.` },
      { name: "features_at", type: "timestamp", comment: "When the features held that were scored." },
      { name: "probability", type: "double", comment: "What the model predicts. 0 to 1." },
      { name: "model_version", type: "int", comment: "Version in the registry." },
      { name: "scored_at", type: "timestamp", comment: "When it was predicted." },
    ],
    partitions: [{ name: "day", type: "string", comment: "Of the prediction, in UTC.", daysFrom: firstDay }],
  });
  return { pipeline, table };
}
