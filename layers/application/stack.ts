import type { App } from "cdktf";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { dataOutputs } from "../data/outputs";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import { buildImages } from "./images";
import { buildKubernetes } from "./kubernetes";
import { applicationOutputs } from "./outputs";
import { buildServices } from "./services";

export class ApplicationStack extends LayerStack<ApplicationEnvironment> {
  constructor(app: App, environment: ApplicationEnvironment) {
    super(app, environment, "application");
    const security = this.read(securityOutputs);
    const foundation: ApplicationFoundation = {
      site: siteOf(environment, security),
      environment,
      security,
      network: this.read(networkOutputs),
      data: this.read(dataOutputs),
      upstream: upstreamOf(environment, () => ({})),
    };

    const images = buildImages(this, foundation);
    const kubernetes = buildKubernetes(this, foundation);
    const services = buildServices(this, { ...foundation, images, kubernetes });

    this.publish(applicationOutputs, {
      repositoryUrls: Object.fromEntries(Object.entries(images).map(([service, { url }]) => [service, url])),
      serviceRoleArns: services.roleArns,
      targetGroupArns: services.targetGroupArns,
      parameterNames: services.parameterNames,
      clusterName: kubernetes?.clusterName ?? "",
      clusterArn: kubernetes?.arn ?? "",
      clusterEndpoint: kubernetes?.endpoint ?? "",
      clusterSecurityGroupId: kubernetes?.securityGroupId ?? "",
      clusterLogGroupNames: kubernetes?.logGroupNames ?? {},
    });
  }
}
