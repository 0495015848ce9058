import type { SiteLocation } from "../../platform/site";

/** Purpose of the role that writes a group to the lake. */
export function featuresRolePurpose(group: string): string {
  return `sagemaker-features-${group}`;
}

/**
 * Folder of a zone with the histories of an account's groups in a region, each in a folder that begins with the name of the
 * group (docs.aws.amazon.com/sagemaker/latest/dg/feature-store-offline.html).
 * @param folder the one that groups name as their offline store, with a slash at its end
 */
export function historiesFolder(folder: string, { account, region }: Pick<SiteLocation, "account" | "region">): string {
  return `${folder}${account}/sagemaker/${region}/offline-store/`;
}

/** ARN pattern of all feature groups of the environment. */
export function featureGroupArns({ names, account, region }: SiteLocation): string {
  return `arn:aws:sagemaker:${region}:${account}:feature-group/${names.all("feature-group")}`;
}

/** ARN of a feature group, spelled out, for those who cannot refer to it: layers that are applied before it. */
export function featureGroupArn({ names, account, region }: SiteLocation, group: string): string {
  return `arn:aws:sagemaker:${region}:${account}:feature-group/${names.of("feature-group", group)}`;
}
