import { ServiceRole } from "../../modules/identity/service-role";
import { featuresFolder } from "../../modules/lake/folders";
import type { Endpoint } from "../../modules/models/endpoint";
import { imagesIn } from "../../modules/models/images";
import { jobPermissions } from "../../modules/models/job-permissions";
import type { ModelMonitors } from "../../modules/models/model-monitors";
import type { ModelPipeline } from "../../modules/models/model-pipeline";
import { ModelRegistry } from "../../modules/models/model-registry";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import { type AiFoundation, jobNetworkOf } from "./foundation";
import { shadowPrefix } from "./model-analyses";
import { type BuiltBatch, buildBatch, predictionsOf } from "./model-batch";
import { buildModelCode } from "./model-code";
import { buildEndpoint } from "./model-endpoints";
import { artifactsFolder, type ModelFoundation } from "./model-foundation";
import { buildMonitors } from "./model-monitors";
import { buildTrainingPipeline } from "./model-pipelines";
import { buildPods } from "./model-pods";
import { tagsOf } from "./responsibility-config";

/** What is built for a model. */
export interface BuiltModel {
  readonly registry: ModelRegistry;
  /** Role that its jobs and its endpoint run as. */
  readonly role: ServiceRole;
  /** None where the recovery strategy keeps no features. */
  readonly pipeline: ModelPipeline | undefined;
  /** None where the recovery strategy keeps none. */
  readonly endpoint: Endpoint | undefined;
  /** None without an endpoint, and in a recovery environment. */
  readonly monitors: ModelMonitors | undefined;
  /** None where the file asks for none, and where the recovery strategy keeps no features or no endpoint. */
  readonly batch: BuiltBatch | undefined;
}

/** Each model of the environment. */
export function buildModels(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation & Pick<ModelFoundation, "features">,
): Readonly<Record<string, BuiltModel>> {
  const models = Object.entries(foundation.environment.ai.models);
  if (models.length === 0) return {};
  const common = {
    ...foundation,
    code: buildModelCode(stack, foundation),
    images: imagesIn(foundation.site.region),
  };
  return Object.fromEntries(models.map(([name, model]) => [name, buildModel(stack, { ...common, name, model })]));
}

function buildModel(
  stack: LayerStack<AiEnvironment>,
  foundation: Omit<ModelFoundation, "registry" | "role">,
): BuiltModel {
  const { site, name, model } = foundation;
  const registry = new ModelRegistry(stack, `model-${name}-registry`, {
    site,
    model: name,
    description: model.description,
    tags: tagsOf(model),
  });
  const role = buildRole(stack, foundation);
  const whole = { ...foundation, registry, role };
  const endpoint = buildEndpoint(stack, whole);
  const monitors = endpoint && buildMonitors(stack, { ...whole, endpoint });
  if (model.serving.on === "eks") buildPods(stack, whole);
  const pipeline = buildTrainingPipeline(stack, whole);
  return { registry, role, pipeline, endpoint, monitors, batch: buildBatch(stack, whole) };
}

function buildRole(
  stack: LayerStack<AiEnvironment>,
  foundation: Omit<ModelFoundation, "registry" | "role">,
): ServiceRole {
  const { site, data, security, name, model, images } = foundation;
  const { region } = site;
  const predictions = predictionsOf(foundation);
  return new ServiceRole(stack, `model-${name}-role`, {
    site,
    purpose: `sagemaker-${name}`,
    description: `Runs the jobs of the model ${name} in the subnets of the ai tier.`,
    service: "sagemaker.amazonaws.com",
    statements: jobPermissions(site, {
      artifacts: {
        bucketArn: entryOf(data.zoneBucketArns, "artifacts"),
        kmsKeyArn: security.artifactsKeyArn,
        region,
        prefix: `${artifactsFolder(name)}/`,
      },
      code: {
        bucketArn: `arn:aws:s3:::${data.codeBucketName}`,
        kmsKeyArn: security.artifactsKeyArn,
        region,
        prefix: "models/",
      },
      features: {
        bucketArn: entryOf(data.zoneBucketArns, "processed"),
        kmsKeyArn: security.lakeKeyArn,
        region,
        prefix: featuresFolder,
      },
      predictions: model.batch && {
        bucketArn: predictions.folder.bucketArn,
        kmsKeyArn: predictions.kmsKeyArn,
        region,
        prefix: predictions.folder.prefix,
      },
      images: Object.values(images),
      network: jobNetworkOf(foundation),
      shadows: model.monitors.explainability
        ? {
            prefix: shadowPrefix(site, name),
            // Of runs of the pipeline, the first one, and of versions.
            models: [
              "pipelines-*",
              site.names.of("sagemaker", `${name}-first`),
              `${site.names.of("sagemaker", name)}-v*`,
            ],
          }
        : undefined,
    }),
    tags: tagsOf(model),
  });
}

/** What the contract says of the models. */
export function modelOutputs(models: Readonly<Record<string, BuiltModel>>) {
  const ofEach = (value: (model: BuiltModel) => string) =>
    Object.fromEntries(Object.entries(models).map(([name, model]) => [name, value(model)]));
  const ofEndpoints = (value: (endpoint: Endpoint) => string) =>
    Object.fromEntries(
      Object.entries(models).flatMap(([name, { endpoint }]) => (endpoint ? [[name, value(endpoint)]] : [])),
    );
  const ofBatches = (value: (batch: BuiltBatch) => string) =>
    Object.fromEntries(Object.entries(models).flatMap(([name, { batch }]) => (batch ? [[name, value(batch)]] : [])));
  return {
    modelPackageGroupNames: ofEach(({ registry }) => registry.groupName),
    modelPackageGroupArns: ofEach(({ registry }) => registry.arn),
    modelRoleArns: ofEach(({ role }) => role.arn),
    modelPipelineNames: Object.fromEntries(
      Object.entries(models).flatMap(([name, { pipeline }]) => (pipeline ? [[name, pipeline.pipelineName]] : [])),
    ),
    batchPipelineNames: ofBatches(({ pipeline }) => pipeline.pipelineName),
    predictionTableNames: ofBatches(({ table }) => table.tableName),
    endpointNames: ofEndpoints(({ endpointName }) => endpointName),
    endpointArns: ofEndpoints(({ arn }) => arn),
  };
}
