import { z } from "zod";
import { type Environment, layerNames, layers, ofLayers } from "../layers/layers";
import { type DeepPartial, frameConfig, frameDefaults, type Tier } from "../platform/environment";

/** A whole environment: the frame, and one section per layer whose schema lives with the layer. */
export const environmentSchema = z.strictObject({ ...frameConfig.shape, ...ofLayers("config") });

/** What an environment takes by tier where neither its file nor `base.yaml` says anything. */
export function tierDefaults(tier: Tier): DeepPartial<Environment> {
  const sections = layerNames.map((name) => [name, layers[name].defaults[tier]]);
  return { ...frameDefaults[tier], ...Object.fromEntries(sections) };
}
