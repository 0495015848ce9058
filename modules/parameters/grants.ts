import type { SiteLocation } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** Parameters, and their key. */
export interface ParameterAccess {
  /** What their values are about, as in "services/gateway". */
  readonly purposes: readonly string[];
  readonly kmsKeyArn: string;
}

/** Reads parameters of the environment, decrypted. */
export function readParameters(
  { names, account, region }: SiteLocation,
  { purposes, kmsKeyArn }: ParameterAccess,
): PolicyStatement[] {
  return [
    {
      sid: "ReadParameters",
      actions: "ssm:GetParameter",
      resources: purposes.map(
        (purpose) => `arn:aws:ssm:${region}:${account}:parameter${names.of("ssm-parameter", purpose)}`,
      ),
    },
    useKey({ sid: "DecryptParameters", actions: keyActions.read, keyArns: kmsKeyArn, region, through: "ssm" }),
  ];
}
