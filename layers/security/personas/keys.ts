import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Classification } from "../keys";
import { every, fill, type Reach } from "./resource-patterns";

/** Use of keys by what they protect, and only through the services that hold the data. */
export function useKeys(
  reach: Reach,
  classifications: readonly Classification[],
  services: string | readonly string[],
  actions: readonly string[],
): PolicyStatement {
  return {
    sid: "UseKeys",
    actions,
    resources: every(reach, "key"),
    conditions: {
      StringEquals: {
        "kms:ViaService": [services].flat().flatMap((service) => fill(`${service}.{region}.amazonaws.com`, reach)),
      },
      "ForAnyValue:StringEquals": {
        "kms:ResourceAliases": classifications.flatMap((purpose) => fill(`alias/{name}-${purpose}`, reach)),
      },
    },
  };
}
