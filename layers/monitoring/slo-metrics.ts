import type { AlarmMetric } from "../../modules/alarms/metric-alarm";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { balancerOf, edgeServices, targetGroupOf } from "./alarms/application";
import { hasServices } from "./alarms/subjects";
import type { NotifyingFoundation } from "./foundation";

type Metric = Pick<AlarmMetric, "dimensions" | "name" | "namespace">;

/** The metrics of what takes requests. */
export interface RequestMetrics {
  readonly all: Metric;
  readonly failed: Metric;
  readonly time: Metric;
  /** Milliseconds in the unit of `time`. */
  readonly timeUnitMs: number;
}

/** The metrics of a reference, as `functions.chat`; nothing where the recovery strategy keeps no such thing. */
export function requestMetricsOf(foundation: NotifyingFoundation, of: string): RequestMetrics | undefined {
  const { site, application } = foundation;
  if (!hasServices(foundation)) return undefined;
  const { kind, name } = partsOf(of);
  const metrics = (namespace: string, dimensions: Metric["dimensions"], names: readonly [string, string, string]) => {
    const [all, failed, time] = names.map((one) => ({ namespace, name: one, dimensions })) as [Metric, Metric, Metric];
    return { all, failed, time };
  };
  if (kind === "functions") {
    const dimensions = { FunctionName: site.names.of("lambda-function", name) };
    return { ...metrics("AWS/Lambda", dimensions, ["Invocations", "Errors", "Duration"]), timeUnitMs: 1 };
  }
  if (kind === "services") {
    // Requests from the edge, or else those from the HTTP API.
    const dimensions = edgeServices(foundation).includes(name)
      ? {
          LoadBalancer: foundation.presentation.loadBalancerArnSuffix,
          TargetGroup: targetGroupOf(entryOf(application.targetGroupArns, name)),
        }
      : {
          LoadBalancer: balancerOf(application.loadBalancerArn),
          TargetGroup: targetGroupOf(entryOf(application.apiTargetGroupArns, name)),
        };
    const names = ["RequestCount", "HTTPCode_Target_5XX_Count", "TargetResponseTime"] as const;
    return { ...metrics("AWS/ApplicationELB", dimensions, names), timeUnitMs: 1000 };
  }
  if (name === "partner") {
    const dimensions = { ApiName: site.names.of("api", name), Stage: application.partnerApiStageName };
    return { ...metrics("AWS/ApiGateway", dimensions, ["Count", "5XXError", "Latency"]), timeUnitMs: 1 };
  }
  return { ...metrics("AWS/ApiGateway", { ApiId: application.httpApiId }, ["Count", "5xx", "Latency"]), timeUnitMs: 1 };
}
