import { CeAnomalyMonitor } from "@cdktf/provider-aws/lib/ce-anomaly-monitor";
import { CeAnomalySubscription } from "@cdktf/provider-aws/lib/ce-anomaly-subscription";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface AnomalyMonitorProps {
  readonly site: Site;
  /** What it watches, as in "services"; part of its name. */
  readonly purpose: string;
  /** Costs of what carries this tag; or of each AWS service of the account, which one monitor of an account may watch. */
  readonly watches: "services" | { readonly key: string; readonly value: string };
  /** Smallest unusual cost that sends a notification, in US dollars. */
  readonly leastUsd: number;
  readonly topicArn: string;
  /** Cost Explorer has no regions and answers from us-east-1. */
  readonly provider: TerraformProvider;
}

/** Tells a topic of costs that are not usual. */
export class AnomalyMonitor extends Construct {
  constructor(scope: Construct, id: string, props: AnomalyMonitorProps) {
    super(scope, id);
    const { watches, leastUsd, topicArn, provider } = props;
    const name = props.site.names.of("budget", props.purpose);
    const monitor = new CeAnomalyMonitor(this, "anomaly-monitor", {
      name,
      ...(watches === "services"
        ? { monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" }
        : {
            monitorType: "CUSTOM",
            monitorSpecification: JSON.stringify({
              And: null,
              CostCategories: null,
              Dimensions: null,
              Not: null,
              Or: null,
              Tags: { Key: `user:${watches.key}`, MatchOptions: null, Values: [watches.value] },
            }),
          }),
      provider,
    });
    new CeAnomalySubscription(this, "anomaly-subscription", {
      name,
      // Topics hear of each at once; mails could wait for the day or the week.
      frequency: "IMMEDIATE",
      monitorArnList: [monitor.arn],
      subscriber: [{ type: "SNS", address: topicArn }],
      thresholdExpression: {
        dimension: {
          key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
          matchOptions: ["GREATER_THAN_OR_EQUAL"],
          values: [String(leastUsd)],
        },
      },
      provider,
    });
  }
}
