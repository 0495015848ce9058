import type { AlarmExpression, AlarmMetric } from "../../modules/alarms/metric-alarm";
import { variantName } from "../../modules/models/endpoint-settings";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { edgeHosts } from "./alarms/edge";
import { edgeServices, targetsOf } from "./alarms/service-targets";
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
  /** Of everything that counts by itself: the versions of a service, or one. */
  readonly dimensions: readonly Metric["dimensions"][];
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
      return {
        namespace: "AWS/Lambda",
        dimensions: [dimensions],
        names: ["Invocations", "Errors", "Duration"],
        unitsPerMs: 1,
      };
    }
    case "services":
      return {
        namespace: "AWS/ApplicationELB",
        // Requests from the edge, or else those from the HTTP API.
        dimensions: targetsOf(foundation, name, edgeServices(foundation).includes(name) ? "edge" : "api").map(
          (pods) => pods.dimensions,
        ),
        names: ["RequestCount", "HTTPCode_Target_5XX_Count", "TargetResponseTime"],
        unitsPerMs: 1 / 1000,
      };
    case "models": {
      if (!hasEndpoints(foundation)) return undefined;
      const dimensions = { EndpointName: site.names.of("sagemaker", name), VariantName: variantName };
      const names = ["Invocations", "Invocation5XXErrors", "ModelLatency"] as const;
      return { namespace: "AWS/SageMaker", dimensions: [dimensions], names, unitsPerMs: 1000 };
    }
    case "apis": {
      const namespace = "AWS/ApiGateway";
      if (name !== "partner") {
        const dimensions = { ApiId: application.httpApiId };
        return { namespace, dimensions: [dimensions], names: ["Count", "5xx", "Latency"], unitsPerMs: 1 };
      }
      const dimensions = { ApiName: site.names.of("api", name), Stage: application.partnerApiStageName };
      return { namespace, dimensions: [dimensions], names: ["Count", "5XXError", "Latency"], unitsPerMs: 1 };
    }
    default:
      return undefined;
  }
}

function measured(
  { site }: NotifyingFoundation,
  { namespace, dimensions, names, unitsPerMs }: Counted,
): RequestMetrics {
  const [all, failed, time] = names;
  /** One metric of everything that counts, by ids: failed, failed2. */
  const metrics = (id: string, metric: Omit<AlarmMetric, "dimensions" | "namespace">) =>
    Object.fromEntries(dimensions.map((own, index) => [idOf(id, index), { namespace, dimensions: own, ...metric }]));
  const sum = (id: string, name: string, periodSeconds: number) =>
    metrics(id, { name, statistic: "Sum", periodSeconds });
  const added = (term: (index: number) => string) => `(${dimensions.map((_, index) => term(index)).join(" + ")})`;
  const of = (id: string) => added((index) => `FILL(${idOf(id, index)}, 0)`);
  const several = dimensions.length > 1;
  return {
    region: site.region,
    failedPercent: (periodSeconds) => ({
      expression: several ? `100 * ${of("failed")} / ${of("total")}` : "100 * FILL(failed, 0) / total",
      label: "failed requests, %",
      metrics: { ...sum("failed", failed, periodSeconds), ...sum("total", all, periodSeconds) },
    }),
    // All but those that the percentile rank counts (`PR` of CloudWatch statistics); each rank weighs as its requests.
    slowPercent: (belowMs, periodSeconds) => ({
      expression: several
        ? `100 - ${added((index) => `FILL(${idOf("total", index)}, 0) * FILL(${idOf("fast", index)}, 0)`)} / ${of("total")}`
        : "100 - fast",
      label: "slow requests, %",
      metrics: {
        ...metrics("fast", { name: time, statistic: `PR(:${belowMs * unitsPerMs})`, periodSeconds }),
        ...(several && sum("total", all, periodSeconds)),
      },
    }),
  };
}

/** Ids of metrics in an expression: total, total2. */
function idOf(id: string, index: number): string {
  return index === 0 ? id : `${id}${index + 1}`;
}
