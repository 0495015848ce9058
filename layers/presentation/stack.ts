import type { App } from "cdktf";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { applicationOutputs } from "../application/outputs";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";
import { presentationOutputs } from "./outputs";
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
    const pages = buildSite(this, foundation);

    this.publish(presentationOutputs, {
      zoneId: zone.zoneId,
      nameServers: zone.nameServers,
      siteBucketName: pages.bucketName,
      siteBucketArn: pages.arn,
    });
  }
}
