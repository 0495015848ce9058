import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { ServiceAlarm } from "./service-alarm-names";

const metrics: Readonly<Record<ServiceAlarm, { readonly select: string; readonly says: string }>> = {
  "server-errors": { select: "SUM(HTTPCode_Target_5XX_Count)", says: "answers with 500 and above" },
  "unhealthy-pods": { select: "MAX(UnHealthyHostCount)", says: "has pods that fail their health checks" },
};

export interface ServiceAlarmsProps {
  readonly site: Site;
  /** What the pods are, as in "gateway-blue"; part of the names. */
  readonly pods: string;
  /** As metrics name it, as in "targetgroup/strata-dev-gateway-1a2b/0123456789abcdef". */
  readonly targetGroup: string;
  readonly alarms: readonly ServiceAlarm[];
}

/**
 * Alarms on the pods of a target group, one failure within a minute each. They find the metrics by the target group alone: which
 * load balancer is in front of it is the business of others
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarm-create.html).
 */
export class ServiceAlarms extends Construct {
  constructor(scope: Construct, id: string, { site, pods, targetGroup, alarms }: ServiceAlarmsProps) {
    super(scope, id);
    for (const alarm of [...alarms].sort()) {
      const { select, says } = metrics[alarm];
      const source = 'SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup)';
      new CloudwatchMetricAlarm(this, alarm, {
        alarmName: site.names.of("alarm", `${pods}-${alarm}`),
        alarmDescription: `${pods} ${says}. While it takes over, it goes back.`,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        metricQuery: [
          {
            id: "failures",
            expression: `SELECT ${select} FROM ${source} WHERE TargetGroup = '${targetGroup}'`,
            period: 60,
            returnData: true,
          },
        ],
      });
    }
  }
}
