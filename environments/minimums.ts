import { layers } from "../layers/layers";
import { frameMinimums } from "../platform/frame-minimums";
import type { Minimum } from "../platform/minimums";

/** What tiers ask of an environment, in the frame and in every section. */
export const minimums: readonly Minimum[] = [
  ...frameMinimums,
  ...Object.values(layers).flatMap((layer) => layer.minimums),
];
