import type { App } from "cdktf";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { applicationOutputs } from "../application/outputs";
import { dataOutputs } from "../data/outputs";
import { networkOutputs } from "../network/outputs";
import { securityOutputs } from "../security/outputs";
import { buildBackup } from "./backup";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation } from "./foundation";
import { buildNotifications } from "./notifications";
import { monitoringOutputs } from "./outputs";

export class MonitoringStack extends LayerStack<MonitoringEnvironment> {
  constructor(app: App, environment: MonitoringEnvironment) {
    super(app, environment, "monitoring");
    const security = this.read(securityOutputs);
    const foundation: MonitoringFoundation = {
      site: siteOf(environment, security),
      environment,
      security,
      network: this.read(networkOutputs),
      data: this.read(dataOutputs),
      application: this.read(applicationOutputs),
      upstream: upstreamOf(environment, (primary) => ({ security: this.read(securityOutputs, primary) })),
    };

    const topicArns = buildNotifications(this, foundation);
    buildBackup(this, foundation);

    this.publish(monitoringOutputs, { topicArns });
  }
}
