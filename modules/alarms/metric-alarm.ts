import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface MetricAlarmProps {
  readonly site: Site;
  /** What the alarm watches, as in "table-sessions-throttles"; part of its name. */
  readonly purpose: string;
  /** What broke and where to look; CloudWatch takes 1024 characters. */
  readonly description: string;
  readonly metric: AlarmMetric | AlarmExpression;
  readonly condition: AlarmCondition;
  /** Topics, in the region of the alarm, that hear when it goes off and when it is over. @default none: a composite alarm uses it */
  readonly topicArns?: readonly string[];
  /** Provider of the region of the metric. @default that of the stack */
  readonly provider?: TerraformProvider;
}

/** One metric of CloudWatch. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** As in "Sum", or a percentile as in "p99". */
  readonly statistic: string;
  /** 10, 30 or a multiple of 60. */
  readonly periodSeconds: number;
}

/** Arithmetic on metrics, by the ids that the expression names them by. */
export interface AlarmExpression {
  readonly expression: string;
  readonly label: string;
  readonly metrics: Readonly<Record<string, AlarmMetric>>;
}

export const comparisons = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
} as const;

export interface AlarmCondition {
  readonly comparison: keyof typeof comparisons;
  /** In the unit of the metric; or how many standard deviations above what CloudWatch has learned to expect. */
  readonly threshold: number | { readonly band: number };
  /** Periods that are looked at, and how many of them have to breach. @default all */
  readonly periods: number;
  readonly breaching?: number;
  /** What a period without data means. */
  readonly missing: "breaching" | "ignore" | "missing" | "notBreaching";
}

/** An alarm on a metric, or on arithmetic on several. */
export class MetricAlarm extends Construct {
  readonly alarmName: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    super(scope, id);
    const { condition, topicArns, provider } = props;
    const alarm = new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: props.site.names.of("alarm", props.purpose),
      alarmDescription: props.description,
      ...compared(props.metric, condition),
      evaluationPeriods: condition.periods,
      datapointsToAlarm: condition.breaching ?? condition.periods,
      treatMissingData: condition.missing,
      alarmActions: topicArns && [...topicArns],
      okActions: topicArns && [...topicArns],
      provider,
    });
    this.alarmName = alarm.alarmName;
    this.arn = alarm.arn;
  }
}

/** What is compared with what. An alarm has a metric, or queries, and never both. */
function compared(
  metric: AlarmMetric | AlarmExpression,
  { threshold, comparison }: AlarmCondition,
): Partial<CloudwatchMetricAlarmConfig> & Pick<CloudwatchMetricAlarmConfig, "comparisonOperator"> {
  if (typeof threshold !== "number") {
    if ("expression" in metric) throw new Error("CloudWatch learns what to expect of a metric, not of an expression.");
    const expected = {
      id: "expected",
      expression: `ANOMALY_DETECTION_BAND(seen, ${threshold.band})`,
      returnData: true,
    };
    return {
      comparisonOperator: "GreaterThanUpperThreshold",
      thresholdMetricId: expected.id,
      metricQuery: [expected, { ...queryOf("seen", metric), returnData: true }],
    };
  }
  return { comparisonOperator: comparisons[comparison], threshold, ...measured(metric) };
}

function queryOf(id: string, { namespace, name: metricName, dimensions, statistic, periodSeconds }: AlarmMetric) {
  return {
    id,
    metric: { namespace, metricName, dimensions: { ...dimensions }, stat: statistic, period: periodSeconds },
  };
}

function measured(metric: AlarmMetric | AlarmExpression): Partial<CloudwatchMetricAlarmConfig> {
  if (!("expression" in metric)) {
    const { namespace, name: metricName, dimensions, statistic, periodSeconds: period } = metric;
    const isPercentile = /^p\d/.test(statistic);
    return {
      namespace,
      metricName,
      dimensions: { ...dimensions },
      period,
      ...(isPercentile ? { extendedStatistic: statistic } : { statistic }),
    };
  }
  return {
    metricQuery: [
      { id: "result", expression: metric.expression, label: metric.label, returnData: true },
      ...Object.entries(metric.metrics).map(([id, one]) => ({ ...queryOf(id, one), returnData: false })),
    ],
  };
}
