import type { App } from "cdktf";
import type { HostDistribution } from "../../modules/cdn/host-distribution";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { applicationOutputs } from "../application/outputs";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import { buildBalancer } from "./balancer";
import { buildCertificates } from "./certificates";
import type { PresentationEnvironment } from "./config";
import { buildDistributions } from "./distributions";
import { buildFirewall } from "./firewall";
import type { PresentationFoundation } from "./foundation";
import { buildModelApi } from "./model-api";
import { presentationOutputs } from "./outputs";
import { buildRegion } from "./region";
import { buildShield } from "./shield";
import { buildSite } from "./site";
import { buildZone } from "./zone";

export class PresentationStack extends LayerStack<PresentationEnvironment> {
  constructor(app: App, environment: PresentationEnvironment) {
    super(app, environment, "presentation");
    const security = this.read(securityOutputs);
    const foundation: PresentationFoundation = {
      site: siteOf(environment, security),
      environment,
      security,
      network: this.read(networkOutputs),
      application: this.read(applicationOutputs),
      upstream: upstreamOf(environment, (primary) => ({ presentation: this.read(presentationOutputs, primary) })),
    };

    const zone = buildZone(this, foundation);
    const certificates = buildCertificates(this, { ...foundation, zone });
    const balancer = buildBalancer(this, { ...foundation, certificates });
    const pages = buildSite(this, foundation);
    const region = buildRegion(this, { ...foundation, certificates, zone, balancer });
    const modelApi = buildModelApi(this, { ...foundation, certificates, zone, region });
    const firewall = buildFirewall(this, { ...foundation, certificates, balancer, modelApi });
    const distributions = buildDistributions(this, {
      ...foundation,
      certificates,
      zone,
      pages,
      balancer,
      region,
      modelApi,
      firewall,
    });
    buildShield(this, { ...foundation, zone, balancer, region, distributions });
    const ofEach = (value: (distribution: HostDistribution) => string) =>
      Object.fromEntries(Object.entries(distributions).map(([host, one]) => [host, value(one)]));

    this.publish(presentationOutputs, {
      zoneId: zone.zoneId,
      nameServers: zone.nameServers,
      dsRecord: zone.dsRecord,
      queryLogGroupName: zone.queryLogGroupName,
      loadBalancerArn: balancer?.loadBalancer.arn ?? "",
      loadBalancerArnSuffix: balancer?.loadBalancer.arnSuffix ?? "",
      regionHealthCheckId: region.healthCheckId ?? "",
      distributionIds: ofEach(({ id }) => id),
      distributionArns: ofEach(({ arn }) => arn),
      webAclArns: firewall.arns,
      webAclLogGroupNames: firewall.logGroupNames,
      siteBucketName: pages.bucketName,
      siteBucketArn: pages.arn,
    });
  }
}
