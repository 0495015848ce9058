import type { ServiceRole } from "../../modules/identity/service-role";
import type { ModelImages } from "../../modules/models/images";
import type { ModelRegistry } from "../../modules/models/model-registry";
import { partsOf } from "../../platform/references";
import type { AiFoundation } from "./foundation";
import type { ModelCode } from "./model-code";
import type { ModelConfig } from "./models-config";

/** What the parts of a model build on. */
export interface ModelFoundation extends AiFoundation {
  readonly name: string;
  readonly model: ModelConfig;
  readonly code: ModelCode;
  readonly images: ModelImages;
  readonly registry: ModelRegistry;
  readonly role: ServiceRole;
}

/** Folder of a model in the artifacts zone. */
export function artifactsFolder(name: string): string {
  return `models/${name}`;
}

/** Folder of the history of the features that a model learns from, in the processed zone. */
export function featuresFolder({ learnsFrom }: ModelConfig): string {
  return `features/${partsOf(learnsFrom).name}`;
}
