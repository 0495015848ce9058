import type { FeatureGroup } from "../../modules/feature-store/feature-group";
import type { ServiceRole } from "../../modules/identity/service-role";
import type { ModelImages } from "../../modules/models/images";
import type { ModelRegistry } from "../../modules/models/model-registry";
import { entryOf } from "../../platform/published-contract";
import type { AiFoundation } from "./foundation";
import type { ModelCode } from "./model-code";
import type { ModelConfig } from "./models-config";

/** What the parts of a model build on. */
export interface ModelFoundation extends AiFoundation {
  readonly name: string;
  readonly model: ModelConfig;
  readonly code: ModelCode;
  readonly images: ModelImages;
  /** Feature groups by name; none where the recovery strategy keeps none. */
  readonly features: Readonly<Record<string, FeatureGroup>>;
  readonly registry: ModelRegistry;
  readonly role: ServiceRole;
}

/** Folder of a model in the artifacts zone. */
export function artifactsFolder(name: string): string {
  return `models/${name}`;
}

/** Where the artifacts of a model are in S3, without a slash at the end. */
export function artifactsUri({ data, name }: Pick<ModelFoundation, "data" | "name">): string {
  return `s3://${entryOf(data.zoneBucketNames, "artifacts")}/${artifactsFolder(name)}`;
}

/** Folder of the code bucket with what the monitors of a model compare with. Deployments replace what is there. */
export function monitoringFolder(name: string): string {
  return `models/${name}/monitoring`;
}
