import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type AlarmExpression, MetricAlarm } from "../alarms/metric-alarm";
import { badPercentOf, burnWindows } from "./burn-rate";

export interface BurnRateAlarmsProps {
  readonly site: Site;
  /** What the objective is called, as in "chat-availability"; part of names. */
  readonly purpose: string;
  /** What it promises and where to look. */
  readonly description: string;
  readonly objective: Objective;
  /** Share of bad requests, in percent, of a period. */
  readonly badPercent: (periodSeconds: number) => AlarmExpression;
  /** Topics of those that cannot wait, and of the slow one, which can. */
  readonly topicArns: { readonly page: string; readonly ticket: string };
  /** Provider of the region of metrics and topics. @default that of the stack */
  readonly provider?: TerraformProvider;
}

export interface Objective {
  /** Share of good requests that is promised, in percent. */
  readonly goodPercent: number;
  readonly windowDays: number;
}

/** The alarms of one objective: for each pair of windows two, and one that goes off when both do. */
export class BurnRateAlarms extends Construct {
  /** ARNs of the alarms that notify. */
  readonly alarmArns: readonly string[];

  constructor(scope: Construct, id: string, props: BurnRateAlarmsProps) {
    super(scope, id);
    const { site, purpose, objective, topicArns, provider } = props;
    this.alarmArns = burnWindows.map((window) => {
      const half = (name: "long" | "short", periodSeconds: number) =>
        new MetricAlarm(this, `${window.name}-${name}`, {
          site,
          purpose: `${purpose}-${window.name}-${name}`,
          description: `${name === "long" ? "Long" : "Short"} window of ${purpose}-${window.name}. It notifies no one by itself.`,
          metric: props.badPercent(periodSeconds),
          condition: {
            comparison: ">",
            threshold: badPercentOf(window, objective.goodPercent, objective.windowDays),
            periods: 1,
            missing: "notBreaching",
          },
          provider,
        }).alarmName;
      const topicArn = window.name === "slow" ? topicArns.ticket : topicArns.page;
      return new CloudwatchCompositeAlarm(this, window.name, {
        provider,
        alarmName: site.names.of("alarm", `${purpose}-${window.name}`),
        alarmDescription: props.description,
        alarmRule: `ALARM("${half("long", window.longSeconds)}") AND ALARM("${half("short", window.shortSeconds)}")`,
        alarmActions: [topicArn],
        okActions: [topicArn],
      }).arn;
    });
  }
}
