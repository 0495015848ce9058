import { HttpApiDomain, type RegionalTarget, RestApiDomain } from "../../modules/api/api-domains";
import { RegionHealth } from "../../modules/dns/region-health";
import { RegionRecord, type RegionRecordProps } from "../../modules/dns/region-record";
import type { LayerStack } from "../../platform/layer-stack";
import type { Balancer } from "./balancer";
import { type Certificates, originHost } from "./certificates";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";
import { hostsOf, isPublic, namesOf, type Route, routesOf } from "./routes";
import type { Zone } from "./zone";

/** What requests reach in a region, as CloudFront finds it. */
export interface Region {
  /** Host of the HTTP API; undefined where no route leads to it. */
  readonly apiHostName: string | undefined;
  /** Whether Route 53 finds the region able to serve users; undefined where no other takes over. */
  readonly healthCheckId: string | undefined;
}

/** What the names of a region build on. */
export interface RegionFoundation extends PresentationFoundation {
  readonly certificates: Certificates;
  readonly zone: Zone;
  /** None where nothing leads to services, or where no services are kept. */
  readonly balancer: Balancer | undefined;
}

/** Host under which CloudFront finds the HTTP API of either region, as the part before the domain. */
const apiOriginHost = "origin-api";

const isApi =
  (api: string) =>
  ({ to }: Route): boolean =>
    to.kind === "api" && to.name === api;

/**
 * Domain names of the APIs, and names by which the region is found: one that both regions have where one recovers the other.
 * They are in the zone of the primary.
 */
export function buildRegion(stack: LayerStack<PresentationEnvironment>, foundation: RegionFoundation): Region {
  const { site, upstream, application, certificates, zone, balancer } = foundation;
  const { domain } = namesOf(foundation);
  if (upstream?.strategy === "backup-restore") return { apiHostName: undefined, healthCheckId: undefined };

  const healthCheckId = buildHealth(stack, foundation);
  const role = upstream ? "secondary" : "primary";
  const failover: RegionRecordProps["failover"] = healthCheckId === undefined ? undefined : { role, healthCheckId };
  const zoneId = upstream?.presentation.zoneId ?? zone.zoneId;
  const name = (id: string, host: string, target: RegionalTarget) =>
    new RegionRecord(stack, id, { site, zoneId, hostName: `${host}.${domain}`, target, failover });

  if (balancer && failover) {
    const { dnsName, zoneId: ofBalancer } = balancer.loadBalancer;
    name("origin", originHost, { domainName: dnsName, zoneId: ofBalancer });
  }
  const routes = routesOf(foundation);
  for (const host of hostsOf(routes, isApi("partner")).keys()) {
    const api = { id: application.partnerApiId, stageName: application.partnerApiStageName };
    const certificateArn = certificates.regional[host];
    if (certificateArn === undefined) continue;
    const { target } = new RestApiDomain(stack, "partner-api", {
      site,
      hostName: `${host}.${domain}`,
      certificateArn,
      api,
    });
    // Without a health check there is one region to lead to: the primary's.
    if (!upstream || failover) name("partner", host, target);
  }
  let apiHostName: string | undefined;
  for (const host of hostsOf(routes, isApi("http")).keys()) {
    const api = { id: application.httpApiId, stageName: application.httpApiStageName };
    const certificateArn = certificates.regional[host];
    if (certificateArn === undefined) continue;
    const { target } = new HttpApiDomain(stack, "http-api", {
      site,
      hostName: `${host}.${domain}`,
      certificateArn,
      api,
    });
    if (failover) name("origin-api", apiOriginHost, target);
    apiHostName = failover ? `${apiOriginHost}.${domain}` : target.domainName;
  }
  return { apiHostName, healthCheckId };
}

/** Undefined where no other environment takes over. */
function buildHealth(stack: LayerStack<PresentationEnvironment>, foundation: RegionFoundation): string | undefined {
  const { site, balancer } = foundation;
  const { checks, intervalSeconds, failureThreshold } = namesOf(foundation).presentation.health;
  const paths = Object.entries(checks).map(([check, { path }]) => [check, path] as const);
  if (!balancer || !isPublic(foundation) || paths.length === 0) return undefined;
  return new RegionHealth(stack, "region", {
    site,
    hostName: balancer.loadBalancer.dnsName,
    paths: Object.fromEntries(paths),
    timing: { intervalSeconds, failureThreshold },
  }).healthCheckId;
}
