import { PublicZone } from "../../modules/dns/public-zone";
import { QueryLogs } from "../../modules/dns/query-logs";
import { ZoneSigning } from "../../modules/dns/zone-signing";
import type { LayerStack } from "../../platform/layer-stack";
import type { PresentationEnvironment } from "./config";
import { edgeRegion, type PresentationFoundation } from "./foundation";

/** The public zone, and what the zone above has to hold for resolvers to check its signatures; empty without them. */
export interface Zone extends Pick<PublicZone, "zoneId" | "domain" | "nameServers"> {
  readonly dsRecord: string;
  readonly queryLogGroupName: string;
}

/** The public zone of the environment's domain: logged, and signed where the environment asks for it. */
export function buildZone(stack: LayerStack<PresentationEnvironment>, foundation: PresentationFoundation): Zone {
  const { site, environment } = foundation;
  const { ttlSeconds, dnssec, delegates } = environment.presentation.zone;
  const zone = new PublicZone(stack, "public", {
    site,
    domain: environment.domain,
    ttlSeconds,
    delegates,
    reportTo: environment.owners.email,
  });
  const { zoneId, domain, nameServers } = zone;
  const provider = site.region === edgeRegion ? undefined : stack.providerFor(edgeRegion);
  const { logGroupName } = new QueryLogs(stack, "public-queries", { site, zoneId, provider });
  const dsRecord = dnssec ? new ZoneSigning(stack, "public-signing", { site, zoneId, provider }).dsRecord : "";
  return { zoneId, domain, nameServers, dsRecord, queryLogGroupName: logGroupName };
}
