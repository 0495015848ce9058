import type { AlarmExpression, AlarmMetric } from "../../modules/alarms/metric-alarm";
import { BurnRateAlarms } from "../../modules/objectives/burn-rate-alarms";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";
import { runbookOf } from "./runbooks";
import { pagesFor } from "./severities";
import { type RequestMetrics, requestMetricsOf } from "./slo-metrics";

/**
 * Objectives, as alarms on how fast each spends the errors that it allows.
 * @returns ARNs of the alarms that notify
 */
export function buildSlos(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): string[] {
  const { site, environment, topicArns } = foundation;
  const page = topicArns[pagesFor(environment, "application") ? "page" : "ticket"];
  const arns: string[] = [];
  for (const [name, { of, availabilityPercent, latency, windowDays }] of Object.entries(environment.monitoring.slos)) {
    const metrics = requestMetricsOf(foundation, of);
    if (!metrics) continue;
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
      });
      arns.push(...alarms.alarmArns);
    };
    if (availabilityPercent !== undefined) {
      build("availability", availabilityPercent, `${availabilityPercent} % without errors`, (periodSeconds) =>
        failedPercent(metrics, periodSeconds),
      );
    }
    if (latency !== undefined) {
      const promise = `${latency.percent} % below ${latency.belowMs} ms`;
      build("latency", latency.percent, promise, (periodSeconds) =>
        slowPercent(metrics, latency.belowMs, periodSeconds),
      );
    }
  }
  return arns;
}

/** Share of failed requests, in percent. Nothing without requests. */
function failedPercent({ failed, all }: RequestMetrics, periodSeconds: number): AlarmExpression {
  const sum = (metric: RequestMetrics["all"]): AlarmMetric => ({ ...metric, statistic: "Sum", periodSeconds });
  return {
    expression: "100 * FILL(failed, 0) / total",
    label: "failed requests, %",
    metrics: { failed: sum(failed), total: sum(all) },
  };
}

/** Share of slow requests, in percent: all but those that the percentile rank counts (`PR` of CloudWatch statistics). */
function slowPercent({ time, timeUnitMs }: RequestMetrics, belowMs: number, periodSeconds: number): AlarmExpression {
  return {
    expression: "100 - fast",
    label: "slow requests, %",
    metrics: { fast: { ...time, statistic: `PR(:${belowMs / timeUnitMs})`, periodSeconds } },
  };
}
