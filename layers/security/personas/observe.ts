import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { every, fill, type Reach } from "./resource-patterns";

/** Read metrics, logs and traces. Log records may hold what users typed, so nobody reads them without a role. */
export function observe(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "ReadMetricsAndTraces",
      // These know no resources.
      actions: [
        "cloudwatch:DescribeAlarmsForMetric",
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:ListDashboards",
        "cloudwatch:ListMetrics",
        "logs:DescribeLogGroups",
        "logs:DescribeQueries",
        "logs:StopQuery",
        "xray:BatchGetTraces",
        "xray:GetGroups",
        "xray:GetServiceGraph",
        "xray:GetTraceGraph",
        "xray:GetTraceSummaries",
      ],
      resources: "*",
    },
    {
      sid: "ReadAlarms",
      actions: ["cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms", "cloudwatch:GetDashboard"],
      resources: every(reach, "alarm", "dashboard"),
    },
    {
      sid: "ReadLogs",
      actions: [
        "logs:DescribeLogStreams",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogGroupFields",
        "logs:GetLogRecord",
        "logs:GetQueryResults",
        "logs:StartQuery",
      ],
      resources: every(reach, "glueLogGroup", "logGroup", "serviceLogGroup"),
    },
  ];
}

/** Whoever makes roles could make one that trusts him. */
export const noOtherRole: PolicyStatement = {
  sid: "DenyOtherRoles",
  effect: "Deny",
  actions: "sts:AssumeRole",
  resources: "*",
};

/** What no person may do, even if a resource policy or another policy allowed it. */
export function neverPeople(reach: Reach): PolicyStatement[] {
  const guardrails = fill("arn:aws:bedrock:{region}:{account}:guardrail/*", reach);
  return [
    {
      sid: "DenyRawData",
      effect: "Deny",
      actions: ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"],
      resources: every(reach, "rawObject"),
    },
    noOtherRole,
    {
      sid: "DenyModelsWithoutGuardrail",
      effect: "Deny",
      actions: "bedrock:InvokeModel*",
      resources: "*",
      conditions: { StringNotLike: { "bedrock:GuardrailIdentifier": guardrails } },
    },
  ];
}
