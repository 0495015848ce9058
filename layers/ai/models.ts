import { ServiceRole } from "../../modules/identity/service-role";
import { jobPermissions } from "../../modules/models/job-permissions";
import { ModelRegistry } from "../../modules/models/model-registry";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { AiEnvironment } from "./config";
import { type AiFoundation, jobNetworkOf } from "./foundation";
import type { ModelConfig } from "./models-config";
import { tagsOf } from "./responsibility-config";

/** What is built for a model. */
export interface BuiltModel {
  readonly registry: ModelRegistry;
  /** Role that its jobs run as. */
  readonly role: ServiceRole;
}

/** Each model of the environment: its registry and the role of its jobs. */
export function buildModels(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
): Readonly<Record<string, BuiltModel>> {
  const models = Object.entries(foundation.environment.ai.models);
  return Object.fromEntries(models.map(([name, model]) => [name, buildModel(stack, foundation, name, model)]));
}

function buildModel(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
  name: string,
  model: ModelConfig,
): BuiltModel {
  const { site, data } = foundation;
  const { description } = model;
  const tags = tagsOf(model);
  const registry = new ModelRegistry(stack, `model-${name}-registry`, { site, model: name, description, tags });
  const role = new ServiceRole(stack, `model-${name}-role`, {
    site,
    purpose: `sagemaker-${name}`,
    description: `Runs the jobs of the model ${name} in the subnets of the ai tier.`,
    service: "sagemaker.amazonaws.com",
    statements: jobPermissions(site, {
      artifacts: {
        bucketArn: entryOf(data.zoneBucketArns, "artifacts"),
        kmsKeyArn: entryOf(data.zoneKeyArns, "artifacts"),
        region: site.region,
        prefix: `models/${name}/`,
      },
      network: jobNetworkOf(foundation),
    }),
    tags,
  });
  return { registry, role };
}

/** What the contract says of the models. */
export function modelOutputs(models: Readonly<Record<string, BuiltModel>>) {
  const ofEach = (value: (model: BuiltModel) => string) =>
    Object.fromEntries(Object.entries(models).map(([name, model]) => [name, value(model)]));
  return {
    modelPackageGroupNames: ofEach(({ registry }) => registry.groupName),
    modelPackageGroupArns: ofEach(({ registry }) => registry.arn),
    modelRoleArns: ofEach(({ role }) => role.arn),
  };
}
