import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** A feature group, and the key of its online store. */
export interface FeaturesAccess {
  readonly arn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/**
 * The online store decrypts on behalf of its caller
 * (docs.aws.amazon.com/sagemaker/latest/dg/feature-store-security.html).
 */
const useStore = (what: string, { kmsKeyArn: keyArns, region }: FeaturesAccess): PolicyStatement =>
  useKey({ sid: `DecryptFeaturesOf${what}`, actions: keyActions.read, keyArns, region, through: "sagemaker" });

/**
 * Reads the latest features of records.
 * @param what what the features are of, in Pascal case, as in "Customer"; part of the sids
 */
export function readFeatures(what: string, access: FeaturesAccess): PolicyStatement[] {
  return [
    {
      sid: `ReadFeaturesOf${what}`,
      actions: ["sagemaker:BatchGetRecord", "sagemaker:GetRecord"],
      resources: access.arn,
    },
    useStore(what, access),
  ];
}

/**
 * Reads the latest features of records and puts new ones. It deletes none.
 * @param what what the features are of, in Pascal case, as in "Customer"; part of the sids
 */
export function writeFeatures(what: string, access: FeaturesAccess): PolicyStatement[] {
  return [
    {
      sid: `WriteFeaturesOf${what}`,
      actions: ["sagemaker:BatchGetRecord", "sagemaker:GetRecord", "sagemaker:PutRecord"],
      resources: access.arn,
    },
    useStore(what, access),
  ];
}

/**
 * Puts features of records, and deletes records. It reads none.
 * @param what what the features are of, in Pascal case, as in "Customer"; part of the sids
 */
export function restoreFeatures(what: string, access: FeaturesAccess): PolicyStatement[] {
  return [
    {
      sid: `RestoreFeaturesOf${what}`,
      actions: ["sagemaker:DeleteRecord", "sagemaker:PutRecord"],
      resources: access.arn,
    },
    useStore(what, access),
  ];
}
