/** What a feature holds, with the word of Feature Store for it and the type of its column in the Data Catalog. */
export const featureTypes = {
  text: { feature: "String", column: "string" },
  integer: { feature: "Integral", column: "bigint" },
  number: { feature: "Fractional", column: "double" },
} as const;

export type FeatureType = keyof typeof featureTypes;

/** A feature: one value of each record. */
export interface Feature {
  readonly name: string;
  readonly type: FeatureType;
  /** What it says, for the catalog. */
  readonly description: string;
}

/**
 * Names that Feature Store gives to its own columns
 * (docs.aws.amazon.com/sagemaker/latest/APIReference/API_FeatureDefinition.html).
 */
export const reservedFeatureNames: readonly string[] = ["api_invocation_time", "is_deleted", "write_time"];

/** Most features of a group (docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html). */
export const mostFeatures = 2500;
