import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import { MetricAlarm, type MetricAlarmProps } from "./metric-alarm";

export interface LogAlarmProps extends Pick<MetricAlarmProps, "site" | "purpose" | "description" | "topicArns"> {
  readonly logGroupName: string;
  /** In the filter syntax of CloudWatch Logs. */
  readonly pattern: string;
}

/** Counts the records of a log group that fit a pattern, and goes off at the first within five minutes. */
export class LogAlarm extends Construct {
  constructor(scope: Construct, id: string, { logGroupName, pattern, ...alarm }: LogAlarmProps) {
    super(scope, id);
    const { site, purpose } = alarm;
    const metric = { namespace: site.names.of("metric-namespace", "logs"), name: purpose };
    new CloudwatchLogMetricFilter(this, "metric-filter", {
      name: site.names.of("alarm", purpose),
      logGroupName,
      pattern,
      metricTransformation: { ...metric, value: "1", defaultValue: "0" },
    });
    new MetricAlarm(this, "alarm", {
      ...alarm,
      metric: { ...metric, dimensions: {}, statistic: "Sum", periodSeconds: 300 },
      condition: { comparison: ">=", threshold: 1, periods: 1, missing: "notBreaching" },
    });
  }
}
