import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { CloudfrontVpcOrigin } from "@cdktf/provider-aws/lib/cloudfront-vpc-origin";
import type { DistributionProps } from "../../modules/cdn/distribution-block";
import { DistributionLogs } from "../../modules/cdn/distribution-logs";
import { HostDistribution } from "../../modules/cdn/host-distribution";
import type { Origin } from "../../modules/cdn/origins";
import { LogBucket } from "../../modules/storage/log-bucket";
import { distributionLogs } from "../../modules/storage/log-writers";
import type { PrivateBucket } from "../../modules/storage/private-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import type { Balancer } from "./balancer";
import { buildBehaviors } from "./behaviors";
import { type Certificates, originHost } from "./certificates";
import type { PresentationEnvironment } from "./config";
import type { Firewall } from "./firewall";
import { edgeRegion, type PresentationFoundation } from "./foundation";
import type { ModelApi } from "./model-api";
import { originIds } from "./origin-ids";
import type { Region } from "./region";
import { hostsOf, isThroughCloudFront, isToModel, type Route, routesOf } from "./routes";
import { stagedRoutesOf, stagingOf } from "./staging";
import type { Zone } from "./zone";

/** What distributions build on. */
export interface DistributionsFoundation extends PresentationFoundation {
  readonly certificates: Certificates;
  readonly zone: Zone;
  readonly pages: PrivateBucket;
  readonly balancer: Balancer | undefined;
  readonly region: Region;
  readonly modelApi: ModelApi | undefined;
  readonly firewall: Firewall;
}

/** Distributions by host, as the part before the domain. */
export type Distributions = Readonly<Record<string, HostDistribution>>;

/**
 * CloudFront in front of everything that people reach, a distribution for each host. None in an environment that recovers
 * another: those of the primary lead to both regions.
 */
export function buildDistributions(
  stack: LayerStack<PresentationEnvironment>,
  foundation: DistributionsFoundation,
): Distributions {
  const { site, environment, security, certificates, zone, firewall } = foundation;
  const { edgeAclArn: webAclArn } = firewall;
  if (webAclArn === undefined) return {};

  const origins = buildOrigins(stack, foundation);
  const behaviorsOf = buildBehaviors(stack, foundation);
  const { priceClass, countries, pagesCopy } = environment.presentation.cdn;
  const staged = stagedRoutesOf(foundation);
  const logged: Record<string, string> = {};
  const hosts = [...hostsOf(routesOf(foundation), isThroughCloudFront)];
  const distributions = Object.fromEntries(
    hosts.map(([host, routes]) => {
      const hostName = `${host}.${environment.domain}`;
      const certificateArn = certificates.edge[host];
      if (certificateArn === undefined) throw new Error(`There is no certificate for ${hostName}.`);
      const onlyPages = routes.every(({ to }) => to.kind === "site");
      const used = origins.filter((origin) => routes.some((route) => isOf(origin, route)));
      const props: DistributionProps = {
        host: { name: hostName, certificateArn, zoneId: zone.zoneId },
        origins: used,
        failover:
          pagesCopy !== undefined && used.some(({ id }) => id === originIds.pages)
            ? { id: originIds.bothPages, members: [originIds.pages, originIds.pagesCopy] }
            : undefined,
        behaviors: behaviorsOf(routes),
        settings: { webAclArn, priceClass, countries, notFoundPage: onlyPages ? "/404.html" : undefined },
      };
      const behaviors = behaviorsOf(staged.filter((route) => route.host === host));
      const staging = stagingOf(stack, environment, host, { ...props, behaviors });
      if (staging) logged[`${host}-staging`] = staging.arn;
      const distribution = new HostDistribution(stack, host, {
        ...props,
        settings: { ...props.settings, http3: !staging, stagingPolicyId: staging?.policyId },
      });
      logged[host] = distribution.arn;
      return [host, distribution] as const;
    }),
  );
  const bucket = new LogBucket(stack, "cdn-logs", {
    site,
    purpose: "cdn-logs",
    kmsKeyArn: site.logs.kmsKeyArn,
    accessLogsBucket: security.accessLogsBucketName,
    writer: distributionLogs(site.account),
    retention: { objectLock: "none", retentionDays: site.logs.retentionDays, glacierAfterDays: 90 },
  });
  new DistributionLogs(stack, "cdn-log", {
    site,
    distributions: logged,
    bucket,
    provider: site.region === edgeRegion ? undefined : stack.providerFor(edgeRegion),
  });
  return distributions;
}

/** Whether a route leads to the origin. */
function isOf({ id }: Origin, { name, to }: Route): boolean {
  if (to.kind === "models") return id === originIds.modelOf(name);
  if (to.kind === "site") return id === originIds.pages || id === originIds.pagesCopy;
  return id === (to.kind === "services" ? originIds.services : originIds.api);
}

function buildOrigins(stack: LayerStack<PresentationEnvironment>, foundation: DistributionsFoundation): Origin[] {
  const { site, environment, pages, balancer, region, modelApi } = foundation;
  const { pagesCopy } = environment.presentation.cdn;
  const accessControlId = new CloudfrontOriginAccessControl(stack, "pages-access", {
    name: site.names.of("cloudfront", "pages"),
    description: "Requests of CloudFront for pages",
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  }).id;
  const bucketOf = (id: string, bucket: string, where: string): Origin => ({
    id,
    kind: "bucket",
    domainName: `${bucket}.s3.${where}.amazonaws.com`,
    accessControlId,
  });
  return [
    bucketOf(originIds.pages, pages.bucketName, site.region),
    ...(pagesCopy !== undefined && environment.recovery
      ? [bucketOf(originIds.pagesCopy, pagesCopy, environment.recovery.region)]
      : []),
    ...(balancer ? [servicesOrigin(stack, foundation, balancer)] : []),
    ...(region.apiHostName === undefined
      ? []
      : [{ id: originIds.api, kind: "https" as const, domainName: region.apiHostName }]),
    ...(modelApi === undefined ? [] : routesOf(foundation).filter(isToModel)).map(({ name }) => ({
      id: originIds.modelOf(name),
      kind: "https" as const,
      domainName: modelApi?.hostName ?? "",
      path: `/${name}`,
    })),
  ];
}

/** The load balancer of the region, or that of whichever region is healthy. */
function servicesOrigin(
  stack: LayerStack<PresentationEnvironment>,
  { site, environment }: DistributionsFoundation,
  { loadBalancer, originHeader }: Balancer,
): Origin {
  const id = originIds.services;
  if (originHeader) {
    const [value = ""] = originHeader.values;
    const domainName = `${originHost}.${environment.domain}`;
    return { id, kind: "https", domainName, header: { name: originHeader.name, value } };
  }
  const origin = new CloudfrontVpcOrigin(stack, "services", {
    vpcOriginEndpointConfig: [
      {
        name: site.names.of("cloudfront", "services"),
        arn: loadBalancer.arn,
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: [{ items: ["TLSv1.2"], quantity: 1 }],
      },
    ],
  });
  return { id, kind: "vpc", domainName: loadBalancer.dnsName, vpcOriginId: origin.id };
}
