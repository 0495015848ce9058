import { service } from "./service";

/** CloudWatch: metrics, alarms and dashboards. */
export const cloudwatch = service({
  prefix: "cloudwatch",
  resources: { alarm: "alarm:{name}-*", dashboard: "arn:aws:cloudwatch::{account}:dashboard/{name}-*" },
  read: ["Describe*", "GetDashboard", "List*"],
  change: { policy: "infrastructure", on: ["alarm", "dashboard"] },
  work: {
    observe: [
      {
        sid: "ReadMetrics",
        actions: ["DescribeAlarmsForMetric", "GetMetricData", "GetMetricStatistics", "ListDashboards", "ListMetrics"],
      },
      {
        sid: "ReadAlarms",
        actions: ["DescribeAlarmHistory", "DescribeAlarms", "GetDashboard"],
        on: ["alarm", "dashboard"],
      },
    ],
    // During a failover or a repair: the alarm still changes its state, but sends no notifications.
    switch: [{ sid: "SilenceAlarms", actions: ["DisableAlarmActions", "EnableAlarmActions"], on: ["alarm"] }],
  },
});
