import type { AlarmExpression, AlarmMetric } from "../../modules/alarms/metric-alarm";
import { variantName } from "../../modules/models/endpoint-settings";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { balancerOf, edgeServices, targetGroupOf } from "./alarms/application";
import { edgeHosts } from "./alarms/edge";
import { hasEndpoints, hasServices } from "./alarms/subjects";
import { regionOf } from "./elsewhere";
import type { NotifyingFoundation } from "./foundation";

type Metric = Pick<AlarmMetric, "dimensions" | "name" | "namespace">;

/** What CloudWatch knows of the requests of something. */
export interface RequestMetrics {
  /** Region of the metrics. */
  readonly region: string;
  /** Share of failed requests, in percent. Nothing without requests. */
  readonly failedPercent: (periodSeconds: number) => AlarmExpression;
  /** Share of requests that take longer, in percent. @default nothing measures how long they take */
  readonly slowPercent?: (belowMs: number, periodSeconds: number) => AlarmExpression;
}

/** All requests, failed ones, and how long they take. */
interface Counted {
  readonly namespace: string;
  readonly dimensions: Metric["dimensions"];
  readonly names: readonly [all: string, failed: string, time: string];
  /** How many of the unit of the time are a millisecond. */
  readonly unitsPerMs: number;
}

/** The metrics of a reference, as `functions.chat`; nothing where the recovery strategy keeps no such thing. */
export function requestMetricsOf(foundation: NotifyingFoundation, of: string): RequestMetrics | undefined {
  if (!hasServices(foundation)) return undefined;
  const { kind, name } = partsOf(of);
  if (kind === "routes") return routeMetrics(foundation, name);
  const counted = countedOf(foundation, kind, name);
  return counted && measured(foundation, counted);
}

/** Users of a route see what CloudFront answers on its host; how long it takes is up to what answers. */
function routeMetrics(foundation: NotifyingFoundation, name: string): RequestMetrics | undefined {
  const route = foundation.environment.presentation.routes[name];
  if (!route) return undefined;
  const target = partsOf(route.to);
  const counted = countedOf(foundation, target.kind === "api" ? "apis" : target.kind, target.name);
  const behind = counted && measured(foundation, counted);
  if (!edgeHosts(foundation).includes(route.host)) return behind;
  const region = regionOf({ metricsOf: "edge" }, foundation);
  const dimensions = {
    DistributionId: entryOf(foundation.presentation.distributionIds, route.host),
    Region: "Global",
  };
  return {
    region,
    failedPercent: (periodSeconds) => ({
      expression: "FILL(failed, 0)",
      label: "failed requests, %",
      metrics: {
        failed: { namespace: "AWS/CloudFront", name: "5xxErrorRate", dimensions, statistic: "Average", periodSeconds },
      },
    }),
    slowPercent: behind?.region === region ? behind.slowPercent : undefined,
  };
}

function countedOf(foundation: NotifyingFoundation, kind: string, name: string): Counted | undefined {
  const { site, application } = foundation;
  switch (kind) {
    case "functions": {
      const dimensions = { FunctionName: site.names.of("lambda-function", name) };
      return { namespace: "AWS/Lambda", dimensions, names: ["Invocations", "Errors", "Duration"], unitsPerMs: 1 };
    }
    case "services":
      return {
        namespace: "AWS/ApplicationELB",
        dimensions: targetsOf(foundation, name),
        names: ["RequestCount", "HTTPCode_Target_5XX_Count", "TargetResponseTime"],
        unitsPerMs: 1 / 1000,
      };
    case "models": {
      if (!hasEndpoints(foundation)) return undefined;
      const dimensions = { EndpointName: site.names.of("sagemaker", name), VariantName: variantName };
      const names = ["Invocations", "Invocation5XXErrors", "ModelLatency"] as const;
      return { namespace: "AWS/SageMaker", dimensions, names, unitsPerMs: 1000 };
    }
    case "apis": {
      const namespace = "AWS/ApiGateway";
      if (name !== "partner") {
        const dimensions = { ApiId: application.httpApiId };
        return { namespace, dimensions, names: ["Count", "5xx", "Latency"], unitsPerMs: 1 };
      }
      const dimensions = { ApiName: site.names.of("api", name), Stage: application.partnerApiStageName };
      return { namespace, dimensions, names: ["Count", "5XXError", "Latency"], unitsPerMs: 1 };
    }
    default:
      return undefined;
  }
}

/** Requests from the edge, or else those from the HTTP API. */
function targetsOf(foundation: NotifyingFoundation, name: string): Metric["dimensions"] {
  const { application, presentation } = foundation;
  return edgeServices(foundation).includes(name)
    ? {
        LoadBalancer: presentation.loadBalancerArnSuffix,
        TargetGroup: targetGroupOf(entryOf(application.targetGroupArns, name)),
      }
    : {
        LoadBalancer: balancerOf(application.loadBalancerArn),
        TargetGroup: targetGroupOf(entryOf(application.apiTargetGroupArns, name)),
      };
}

function measured(
  { site }: NotifyingFoundation,
  { namespace, dimensions, names, unitsPerMs }: Counted,
): RequestMetrics {
  const [all, failed, time] = names;
  const sum = (name: string, periodSeconds: number): AlarmMetric => ({
    namespace,
    name,
    dimensions,
    statistic: "Sum",
    periodSeconds,
  });
  return {
    region: site.region,
    failedPercent: (periodSeconds) => ({
      expression: "100 * FILL(failed, 0) / total",
      label: "failed requests, %",
      metrics: { failed: sum(failed, periodSeconds), total: sum(all, periodSeconds) },
    }),
    // All but those that the percentile rank counts (`PR` of CloudWatch statistics).
    slowPercent: (belowMs, periodSeconds) => ({
      expression: "100 - fast",
      label: "slow requests, %",
      metrics: {
        fast: { namespace, name: time, dimensions, statistic: `PR(:${belowMs * unitsPerMs})`, periodSeconds },
      },
    }),
  };
}
