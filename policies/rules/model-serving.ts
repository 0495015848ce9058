import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, isAtLeast, isOn, tierOf, valueAt, valuesAt } from "../platform";
import type { Rule } from "../types";

/** A single instance is gone with its zone. Sandboxes save the second; serverless variants have none. */
function endpointErrors({ stack, block }: Resource): string[] {
  if (!isAtLeast(tierOf(stack), "nonproduction")) return [];
  return valuesAt(block, "production_variants")
    .filter((variant) => valueAt(variant, "serverless_config") === undefined)
    .filter((variant) => Number(valueAt(variant, "initial_instance_count") ?? 1) < 2)
    .map((variant) => `variant ${String(valueAt(variant, "variant_name"))} has fewer than two instances`);
}

/** Containers of a monitor that talk in the clear, or to anybody. */
function networkErrors(
  network: { readonly encrypts: unknown; readonly isolates: unknown },
  isolable: boolean,
): string[] {
  return [
    ...(isOn(network.encrypts) ? [] : ["sends what its containers tell each other in the clear"]),
    ...(isolable && !isOn(network.isolates) ? ["lets its containers reach others"] : []),
  ];
}

function dataQualityErrors({ block }: Resource): string[] {
  const encrypts = valueAt(block, "network_config.enable_inter_container_traffic_encryption");
  return networkErrors({ encrypts, isolates: valueAt(block, "network_config.enable_network_isolation") }, true);
}

/**
 * Definitions of monitors that Cloud Control makes. Clarify, which bias and explainability are measured with, asks a copy of
 * the model: isolation would cut it off.
 */
const definitions: Readonly<Record<string, { readonly isolable: boolean }>> = {
  "AWS::SageMaker::ModelBiasJobDefinition": { isolable: false },
  "AWS::SageMaker::ModelExplainabilityJobDefinition": { isolable: false },
  "AWS::SageMaker::ModelQualityJobDefinition": { isolable: true },
};

function definitionErrors({ block }: Resource): string[] {
  const definition = definitions[String(block.type_name)];
  if (!definition) return [];
  const state: unknown = JSON.parse(String(block.desired_state));
  const encrypts = valueAt(state, "NetworkConfig.EnableInterContainerTrafficEncryption");
  const isolates = valueAt(state, "NetworkConfig.EnableNetworkIsolation");
  return networkErrors({ encrypts, isolates }, definition.isolable);
}

function featureErrors({ block }: Resource): string[] {
  const online = valueAt(block, "online_store_config");
  const offline = valueAt(block, "offline_store_config");
  const bare = (store: unknown, key: string) => store !== undefined && valueAt(store, key) === undefined;
  return [
    ...(bare(online, "security_config.kms_key_id") ? ["keeps its online store under a key of AWS"] : []),
    ...(bare(offline, "s3_storage_config.kms_key_id") ? ["keeps its history under a key of AWS"] : []),
  ];
}

export const modelServing: Rule = {
  id: "STRATA048",
  title: "Models answer from two instances or more, and what watches and feeds them is encrypted and isolated",
  severity: "medium",
  control:
    "FSBP SageMaker.4, SageMaker.9, SageMaker.10, SageMaker.11, SageMaker.13, SageMaker.15, SageMaker.17, SageMaker.18",
  cause: "One instance is gone with its zone; monitors and features hold what people sent to a model.",
  fix: "Build them with modules/models and modules/feature-store.",
  check: (platform) => [
    ...findingsOf(platform, "aws_sagemaker_endpoint_configuration", endpointErrors),
    ...findingsOf(platform, "aws_sagemaker_data_quality_job_definition", dataQualityErrors),
    ...findingsOf(platform, "aws_cloudcontrolapi_resource", definitionErrors),
    ...findingsOf(platform, "aws_sagemaker_feature_group", featureErrors),
  ],
};
