import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface ApplicationAlarmsProps {
  readonly site: Site;
  /** Name of the application: the dimension `service` of its metrics. */
  readonly application: string;
  /** Namespace of its metrics. */
  readonly namespace: string;
  /** What its answers may cost a day. */
  readonly usdPerDay: number;
}

/** Answers in a quarter of an hour below which shares say nothing. */
const fewestAnswers = 10;

/** Shares of answers that are too many, in percent. */
const tooMany = { Interventions: 25, UngroundedAnswers: 10 } as const;

/** Alarms of an application: guardrail interventions, answers that do not follow from their source, and costs. */
export class ApplicationAlarms extends Construct {
  /** Names of the alarms, by what they are about. */
  readonly names: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ApplicationAlarmsProps) {
    super(scope, id);
    const { site, application, namespace, usdPerDay } = props;
    const dimensions = { service: application };
    const sum = (metricName: string) => ({ namespace, metricName, dimensions, stat: "Sum", period: 900 });
    const share = (purpose: string, metricName: keyof typeof tooMany, what: string) =>
      new CloudwatchMetricAlarm(this, purpose, {
        alarmName: site.names.of("alarm", `${application}-${purpose}`),
        alarmDescription: `More than ${tooMany[metricName]} % of the answers of ${application} ${what}.`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: tooMany[metricName],
        evaluationPeriods: 2,
        treatMissingData: "notBreaching",
        metricQuery: [
          { id: "some", metric: sum(metricName) },
          { id: "all", metric: sum("Answers") },
          {
            id: "share",
            expression: `IF(all >= ${fewestAnswers}, 100 * some / all, 0)`,
            label: `${metricName} in percent`,
            returnData: true,
          },
        ],
      });
    const costs = new CloudwatchMetricAlarm(this, "costs", {
      alarmName: site.names.of("alarm", `${application}-costs`),
      alarmDescription: `Answers of ${application} cost more than ${usdPerDay} US dollars a day.`,
      namespace,
      metricName: "CostMicroUsd",
      dimensions,
      statistic: "Sum",
      // A day, the longest that an alarm looks back.
      period: 86_400,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: usdPerDay * 1_000_000,
      treatMissingData: "notBreaching",
    });
    this.names = {
      interventions: share("interventions", "Interventions", "are stopped by the guardrail").alarmName,
      grounding: share("grounding", "UngroundedAnswers", "do not follow from their source").alarmName,
      costs: costs.alarmName,
    };
  }
}
