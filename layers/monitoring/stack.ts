import type { App } from "cdktf";
import { upstreamOf } from "../../platform/foundation";
import { LayerStack } from "../../platform/layer-stack";
import { siteOf } from "../../platform/site";
import { aiOutputs } from "../ai/outputs";
import { applicationOutputs } from "../application/outputs";
import { dataOutputs } from "../data/outputs";
import { networkOutputs } from "../network/outputs";
import { presentationOutputs } from "../presentation/outputs";
import { securityOutputs } from "../security/outputs";
import { buildAlarms } from "./alarms";
import { buildApplicationAlarms } from "./applications";
import { buildBackup } from "./backup";
import { buildBackupAudit } from "./backup-audit";
import { buildCanaries } from "./canaries";
import type { MonitoringEnvironment } from "./config";
import { buildCost } from "./cost";
import { buildDashboards } from "./dashboards";
import type { MonitoringFoundation, NotifyingFoundation, ReportingFoundation } from "./foundation";
import { buildLogAnalysis } from "./logs";
import { buildModelAlarms } from "./models";
import { buildNights } from "./nights";
import { buildNotices } from "./notices";
import { buildNotifications } from "./notifications";
import { monitoringOutputs } from "./outputs";
import { buildQuotaAlarms } from "./quotas";
import { buildReports } from "./reports";
import { buildSlos } from "./slos";
import { buildTraces } from "./traces";
import { buildTrailAlarms } from "./trail";

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
      ai: this.read(aiOutputs),
      presentation: this.read(presentationOutputs),
      upstream: upstreamOf(environment, (primary) => ({
        security: this.read(securityOutputs, primary),
        data: this.read(dataOutputs, primary),
      })),
    };

    const notifying: NotifyingFoundation = { ...foundation, ...buildNotifications(this, foundation) };
    buildNotices(this, notifying);
    buildTrailAlarms(this, notifying);
    buildQuotaAlarms(this, notifying);
    const alarms = { layers: buildAlarms(this, notifying), slos: buildSlos(this, notifying) };
    buildApplicationAlarms(this, notifying);
    buildModelAlarms(this, notifying);
    buildDashboards(this, { ...notifying, alarms });
    buildTraces(this, foundation);
    buildBackup(this, foundation);
    const reporting: ReportingFoundation = { ...foundation, ...buildReports(this, foundation) };
    buildBackupAudit(this, reporting);
    buildLogAnalysis(this, { ...foundation, canaryLogGroupNames: buildCanaries(this, reporting) });
    buildCost(this, notifying);
    buildNights(this, foundation);

    this.publish(monitoringOutputs, { topicArns: notifying.topicArns });
  }
}
