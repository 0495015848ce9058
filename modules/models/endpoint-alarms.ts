import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { variantName } from "./endpoint-settings";

export interface EndpointAlarms {
  readonly names: readonly string[];
}

interface EndpointAlarmsProps {
  readonly site: Site;
  readonly model: string;
  readonly endpointName: string;
}

/** Longest that the 99th of a hundred answers may take, in microseconds: half a second. */
const slowMicroseconds = 500_000;

/** What rolls a deployment back: answers that fail, and answers that take too long. */
export function endpointAlarms(scope: Construct, { site, model, endpointName }: EndpointAlarmsProps): EndpointAlarms {
  const common = {
    namespace: "AWS/SageMaker",
    dimensions: { EndpointName: endpointName, VariantName: variantName },
    period: 60,
    treatMissingData: "notBreaching",
    comparisonOperator: "GreaterThanOrEqualToThreshold",
  };
  const errors = new CloudwatchMetricAlarm(scope, "errors", {
    ...common,
    alarmName: site.names.of("alarm", `model-${model}-errors`),
    alarmDescription: `The endpoint of the model ${model} fails to answer.`,
    metricName: "Invocation5XXErrors",
    statistic: "Sum",
    evaluationPeriods: 1,
    threshold: 1,
  });
  const latency = new CloudwatchMetricAlarm(scope, "latency", {
    ...common,
    alarmName: site.names.of("alarm", `model-${model}-latency`),
    alarmDescription: `One answer in a hundred of the model ${model} takes half a second or more.`,
    metricName: "ModelLatency",
    extendedStatistic: "p99",
    evaluationPeriods: 3,
    threshold: slowMicroseconds,
  });
  return { names: [errors.alarmName, latency.alarmName] };
}
