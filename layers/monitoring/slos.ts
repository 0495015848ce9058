import type { AlarmExpression } from "../../modules/alarms/metric-alarm";
import { BurnRateAlarms } from "../../modules/objectives/burn-rate-alarms";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";
import { runbookOf } from "./runbooks";
import { pagesFor } from "./severities";
import { requestMetricsOf } from "./slo-metrics";

/**
 * Objectives, as alarms on how fast each spends the errors that it allows.
 * @returns ARNs of the alarms that notify
 */
export function buildSlos(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): string[] {
  const { site, environment, elsewhere } = foundation;
  const arns: string[] = [];
  for (const [name, { of, availabilityPercent, latency, windowDays }] of Object.entries(environment.monitoring.slos)) {
    const metrics = requestMetricsOf(foundation, of);
    if (!metrics) continue;
    const { topicArns, provider } = elsewhere[metrics.region] ?? { topicArns: foundation.topicArns };
    const page = topicArns[pagesFor(environment, "application") ? "page" : "ticket"];
    const build = (
      what: "availability" | "latency",
      goodPercent: number,
      promise: string,
      badPercent: (periodSeconds: number) => AlarmExpression,
    ) => {
      const alarms = new BurnRateAlarms(stack, `slo-${name}-${what}`, {
        site,
        purpose: `slo-${name}-${what}`,
        description: `${of} breaks its objective, ${promise} over ${windowDays} days, if this goes on. Look first: ${runbookOf(environment, "slo-burns")}`,
        objective: { goodPercent, windowDays },
        badPercent,
        topicArns: { page, ticket: topicArns.ticket },
        provider,
      });
      arns.push(...alarms.alarmArns);
    };
    if (availabilityPercent !== undefined) {
      build("availability", availabilityPercent, `${availabilityPercent} % without errors`, metrics.failedPercent);
    }
    const { slowPercent } = metrics;
    if (latency !== undefined && slowPercent) {
      const promise = `${latency.percent} % below ${latency.belowMs} ms`;
      build("latency", latency.percent, promise, (periodSeconds) => slowPercent(latency.belowMs, periodSeconds));
    }
  }
  return arns;
}
