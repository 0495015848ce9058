import { PrivateBucket } from "../../modules/storage/private-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";

/** The pages that need no service: CloudFront reads them from a bucket, and nobody else does. */
export function buildSite(
  stack: LayerStack<PresentationEnvironment>,
  foundation: PresentationFoundation,
): PrivateBucket {
  const { site, security } = foundation;
  return new PrivateBucket(stack, "site", {
    site,
    purpose: "site",
    kmsKeyArn: security.artifactsKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
  });
}
