import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Classification } from "../keys";
import { every, fill, type Reach } from "./resource-patterns";

/** Use of keys by what they protect, and only through the service that holds the data. */
export function useKeys(
  reach: Reach,
  classifications: readonly Classification[],
  service: string,
  actions: readonly string[],
): PolicyStatement {
  return {
    sid: "UseKeys",
    actions,
    resources: every(reach, "key"),
    conditions: {
      StringEquals: { "kms:ViaService": fill(`${service}.{region}.amazonaws.com`, reach) },
      "ForAnyValue:StringEquals": {
        "kms:ResourceAliases": classifications.flatMap((purpose) => fill(`alias/{name}-${purpose}`, reach)),
      },
    },
  };
}
