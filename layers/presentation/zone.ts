import { PublicZone } from "../../modules/dns/public-zone";
import type { LayerStack } from "../../platform/layer-stack";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";

/** The public zone of the environment's domain. */
export function buildZone(stack: LayerStack<PresentationEnvironment>, foundation: PresentationFoundation): PublicZone {
  const { site, environment } = foundation;
  return new PublicZone(stack, "public", {
    site,
    domain: environment.domain,
    ttlSeconds: environment.presentation.zone.ttlSeconds,
    reportTo: environment.owners.email,
  });
}
