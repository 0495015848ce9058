import type { OriginHeader } from "../../modules/load-balancing/host-rules";
import { SecretValues } from "../../modules/secrets/secret-values";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";
import { originSecret } from "./origin-secret";
import { isPublic } from "./routes";

/**
 * The header that CloudFront sends to a load balancer with addresses on the internet: everybody's distributions have the
 * same addresses. The values of both regions are those of one secret. Undefined where the load balancer is internal.
 */
export function buildOriginHeader(
  stack: LayerStack<PresentationEnvironment>,
  foundation: PresentationFoundation,
): OriginHeader | undefined {
  const { site, security } = foundation;
  if (!isPublic(foundation)) return undefined;
  const secretArn = entryOf(security.secretArns, originSecret);
  const { current, previous } = new SecretValues(stack, "origin-secret", { site, secretArn });
  return { name: "x-origin-secret", values: [current, previous] };
}
