import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { PublicCertificate } from "../../modules/dns/public-certificate";
import type { LayerStack } from "../../platform/layer-stack";
import type { PresentationEnvironment } from "./config";
import { edgeRegion, type PresentationFoundation } from "./foundation";
import { hostsOf, isThroughCloudFront, isToModel, namesOf, type Route, routesOf } from "./routes";
import type { Zone } from "./zone";

/** ARNs of the certificates by host, as the part before the domain. Nothing in them as long as the domain is not delegated. */
export interface Certificates {
  /** For CloudFront. None in an environment that recovers another: the distributions are the primary's. */
  readonly edge: Readonly<Record<string, string>>;
  /** For load balancers and APIs of the region. */
  readonly regional: Readonly<Record<string, string>>;
}

/** What certificates build on. */
export interface CertificatesFoundation extends PresentationFoundation {
  readonly zone: Zone;
}

/** Host under which CloudFront finds the load balancer, as the part before the domain. */
export const originHost = "origin";

/** Host under which CloudFront finds the model API, as the part before the domain. */
export const modelsHost = "origin-models";

/**
 * Whether the load balancer or an API of the region has the host of the route itself: pages come out of a bucket, and
 * CloudFront calls the model API by a separate host name.
 */
const isRegional = (route: Route) => route.to.kind !== "site" && !isToModel(route);

/**
 * A certificate for each host: another host replaces none. CloudFront takes those of us-east-1, load balancers and APIs
 * those of the same region; in us-east-1 one is for both. Where a primary is recovered its records prove the names.
 */
export function buildCertificates(
  stack: LayerStack<PresentationEnvironment>,
  foundation: CertificatesFoundation,
): Certificates {
  const { site, environment, upstream, zone } = foundation;
  const names = namesOf(foundation);
  if (!names.presentation.zone.delegated) return { edge: {}, regional: {} };

  const { ttlSeconds } = environment.presentation.zone;
  const inZone = upstream ? undefined : { zoneId: zone.zoneId, ttlSeconds };
  const build = (id: string, hosts: Iterable<string>, provider?: AwsProvider) =>
    Object.fromEntries(
      [...hosts].map((host) => {
        const hostName = `${host}.${names.domain}`;
        const certificate = new PublicCertificate(stack, `${id}-${host}`, { site, hostName, zone: inZone, provider });
        return [host, certificate.arn];
      }),
    );

  const routes = routesOf(foundation);
  const throughCloudFront = upstream ? new Map() : hostsOf(routes, isThroughCloudFront);
  const ofRegion = [...hostsOf(routes, isRegional).keys()];
  const hasServices = routes.some(({ to }) => to.kind === "services");
  const regionalHosts = [
    ...ofRegion,
    ...(hasServices ? [originHost] : []),
    ...(routes.some(isToModel) ? [modelsHost] : []),
  ];
  if (site.region === edgeRegion) {
    const all = build("certificate", new Set([...throughCloudFront.keys(), ...regionalHosts]));
    return { edge: all, regional: all };
  }
  return {
    edge: build("edge-certificate", throughCloudFront.keys(), stack.providerFor(edgeRegion)),
    regional: build("certificate", regionalHosts),
  };
}
