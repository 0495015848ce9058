import { layers } from "../../layers/layers";
import { keyErrorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import type { Rule } from "./rule";

/** A layer that does not exist would be ignored, and what was to be imported would be created. */
const adoptedLayers: Rule = each((candidate) =>
  Object.keys(candidate.settings.adopted ?? {}).flatMap((layer) =>
    layer in layers
      ? []
      : [
          keyErrorAt(candidate, ["adopted", layer], {
            allowed: `a layer: ${Object.keys(layers).join(", ")}`,
            fix: "Name the layer that has the resource.",
          }),
        ],
  ),
);

export const adoptedRules: readonly Rule[] = [adoptedLayers];
