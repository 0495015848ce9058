import type { SiteLocation } from "../../platform/site";

/** Purpose of the role that writes a group to the lake. */
export function featuresRolePurpose(group: string): string {
  return `sagemaker-features-${group}`;
}

/** ARN pattern of all feature groups of the environment. */
export function featureGroupArns({ names, account, region }: SiteLocation): string {
  return `arn:aws:sagemaker:${region}:${account}:feature-group/${names.all("feature-group")}`;
}

/** ARN of a feature group, spelled out, for those who cannot refer to it: layers that are applied before it. */
export function featureGroupArn({ names, account, region }: SiteLocation, group: string): string {
  return `arn:aws:sagemaker:${region}:${account}:feature-group/${names.of("feature-group", group)}`;
}
