import type { SiteLocation } from "../../platform/site";

/** Alias that callers invoke. A deployment moves it to another version. */
export const liveAlias = "live";

/** ARN of a function, spelled out, for those who cannot refer to it: its role needs it before it exists. */
export function functionArn({ names, account, region }: SiteLocation, purpose: string): string {
  return `arn:aws:lambda:${region}:${account}:function:${names.of("lambda-function", purpose)}`;
}
