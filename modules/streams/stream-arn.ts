import type { SiteLocation } from "../../platform/site";

/** ARN of a Kinesis data stream, spelled out, for those who cannot refer to it: layers that are applied before it. */
export function streamArn({ names, account, region }: SiteLocation, purpose: string): string {
  return `arn:aws:kinesis:${region}:${account}:stream/${names.of("kinesis-stream", purpose)}`;
}
