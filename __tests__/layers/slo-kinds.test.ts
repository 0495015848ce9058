import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { layerOf } from "../support/layers";
import { at } from "../support/synthesis";

const prod = loadEnvironments().find(({ name }) => name === "prod") ?? expect.fail("no prod");
const latency = { percent: 95, belowMs: 800 };
const slo = (of: string, more: object = { latency }) => ({ of, availabilityPercent: 99.9, windowDays: 28, ...more });
const slos = {
  function: slo("functions.documents-api"),
  service: slo("services.gateway"),
  http: slo("apis.http"),
  partner: slo("apis.partner"),
  model: slo("models.propensity"),
  pages: slo("routes.home", {}),
  route: slo("routes.chat"),
};
const json = layerOf("monitoring", { ...prod, monitoring: { ...prod.monitoring, slos } })("prod");

interface Query {
  readonly id: string;
  readonly metric?: {
    readonly namespace: string;
    readonly metric_name: string;
    readonly stat: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
}

/** Namespace, dimensions and metrics with their statistic that an objective goes by. */
function measured(name: string, what: "availability" | "latency"): string[] {
  const { metric_query } = at(json, `aws_cloudwatch_metric_alarm.slo_${name}_${what}_fast_long`);
  return (metric_query as Query[]).flatMap(({ metric }) =>
    metric
      ? `${metric.namespace} ${Object.keys(metric.dimensions).sort().join("+")} ${metric.metric_name} ${metric.stat}`
      : [],
  );
}

test.each([
  ["function", "AWS/Lambda FunctionName", ["Errors Sum", "Invocations Sum"], "Duration PR(:800)"],
  [
    "service",
    "AWS/ApplicationELB LoadBalancer+TargetGroup",
    ["HTTPCode_Target_5XX_Count Sum", "RequestCount Sum"],
    "TargetResponseTime PR(:0.8)",
  ],
  ["http", "AWS/ApiGateway ApiId", ["5xx Sum", "Count Sum"], "Latency PR(:800)"],
  ["partner", "AWS/ApiGateway ApiName+Stage", ["5XXError Sum", "Count Sum"], "Latency PR(:800)"],
  [
    "model",
    "AWS/SageMaker EndpointName+VariantName",
    ["Invocation5XXErrors Sum", "Invocations Sum"],
    "ModelLatency PR(:800000)",
  ],
])("an objective of a %s goes by its own metrics, in the unit that they have", (name, of, counts, time) => {
  expect(measured(name, "availability").sort()).toEqual(counts.map((metric) => `${of} ${metric}`));
  expect(measured(name, "latency")).toEqual([`${of} ${time}`]);
});

test("routes go by what users see of CloudFront, and by what answers them", () => {
  const seen = "AWS/CloudFront DistributionId+Region 5xxErrorRate Average";
  expect(measured("pages", "availability")).toEqual([seen]);
  expect(measured("route", "availability")).toEqual([seen]);
  expect(measured("route", "latency")).toEqual(measured("service", "latency"));
});
