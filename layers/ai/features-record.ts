import { z } from "zod";
import { readRecord } from "../../platform/record";
import { type FeatureGroupConfig, featureTypeNames } from "./features-config";

/** What a feature is in its group: of a type, or one of the two that name the record and its time. */
const kind = z.enum([...featureTypeNames, "record id", "event time"]);

const record = z.record(z.string(), z.record(z.string(), z.record(z.string(), kind)));

/** Features that groups ever had, by environment, group and name. Lines are added to it, and never removed. */
export type FeaturesRecord = z.infer<typeof record>;

/** The file with the record, from the folder of the repository. */
export const featuresRecordFile = "environments/features.lock.json";

export function recordedFeatures(): FeaturesRecord {
  return readRecord(featuresRecordFile, record);
}

type Definition = Partial<Pick<FeatureGroupConfig, "eventTime" | "recordId">> & {
  readonly features?: Readonly<
    Record<string, { readonly type?: FeatureGroupConfig["features"][string]["type"] } | undefined>
  >;
};

/** The features of a group as a file defines it, by name. */
export function kindsOf({ recordId, eventTime, features = {} }: Definition): FeaturesRecord[string][string] {
  return Object.fromEntries([
    ...(recordId ? [[recordId, "record id"] as const] : []),
    ...(eventTime ? [[eventTime, "event time"] as const] : []),
    ...Object.entries(features).flatMap(([name, feature]) => (feature?.type ? [[name, feature.type] as const] : [])),
  ]);
}
