import { XrayEncryptionConfig } from "@cdktf/provider-aws/lib/xray-encryption-config";
import { XrayGroup } from "@cdktf/provider-aws/lib/xray-group";
import { XraySamplingRule } from "@cdktf/provider-aws/lib/xray-sampling-rule";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { MonitoringFoundation } from "./foundation";

/** Priority of the first rule of an environment. X-Ray asks rules in the order of their priorities, 1 to 9999. */
const firstPriority = 1000;

/** What groups show, in the filter syntax of X-Ray. */
const groups = {
  failed: "fault = true",
  slow: "responsetime > 3",
  throttled: "throttle = true",
} as const;

/**
 * Traces: their key, how many requests of each route are traced, and groups of those that are worth a look. The key is a
 * setting of the region.
 */
export function buildTraces(stack: LayerStack<MonitoringEnvironment>, foundation: MonitoringFoundation): void {
  const { site, environment, security } = foundation;
  if (environment.owns.region) {
    new XrayEncryptionConfig(stack, "traces", { type: "KMS", keyId: security.logsKeyArn });
  }
  for (const [name, filterExpression] of Object.entries(groups)) {
    new XrayGroup(stack, `traces-${name}`, {
      groupName: site.names.of("xray", name),
      filterExpression,
      insightsConfiguration: { insightsEnabled: name === "failed", notificationsEnabled: name === "failed" },
    });
  }
  const routes = Object.entries(environment.application.api.http.routes).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  for (const [index, [name, { route }]] of routes.entries()) {
    const [httpMethod = "*", path = "*"] = route.split(" ");
    new XraySamplingRule(stack, `traces-${name}`, {
      ruleName: site.names.of("xray", name),
      priority: firstPriority + index,
      version: 1,
      reservoirSize: 1,
      fixedRate: environment.monitoring.traces.samplePercent / 100,
      httpMethod,
      urlPath: path.replaceAll(/\{[^}]+\}/g, "*"),
      host: "*",
      serviceName: "*",
      serviceType: "*",
      resourceArn: "*",
    });
  }
}
