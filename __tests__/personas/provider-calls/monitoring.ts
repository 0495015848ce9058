import { arnOf } from "../../../policies/access/arns";
import { known, named, passes, type TypeCalls } from "./type-calls";

/** AWS Backup names plans by ids. */
const plan = known("backup", "backup-plan:1a2b3c4d-0123-4567-89ab-0123456789ab");

/** AWS Backup names what it audits by name and an id. */
const audited = (type: string) => known("backup", `${type}:standard-1a2b3c4d-0123-4567-89ab-0123456789ab`);

/** Calls for the types of the monitoring layer. */
export const monitoringCalls: Readonly<Record<string, TypeCalls>> = {
  aws_backup_plan: [
    {
      on: plan,
      read: "backup:GetBackupPlan",
      change: "backup:CreateBackupPlan backup:UpdateBackupPlan backup:DeleteBackupPlan",
    },
  ],
  aws_backup_framework: [
    {
      on: audited("framework"),
      read: "backup:DescribeFramework",
      change: "backup:CreateFramework backup:UpdateFramework backup:DeleteFramework",
    },
  ],
  aws_backup_report_plan: [
    {
      on: audited("report-plan"),
      read: "backup:DescribeReportPlan",
      change: "backup:CreateReportPlan backup:UpdateReportPlan backup:DeleteReportPlan",
    },
  ],
  aws_backup_restore_testing_plan: [
    {
      on: audited("restore-testing-plan"),
      read: "backup:GetRestoreTestingPlan",
      change: "backup:CreateRestoreTestingPlan backup:UpdateRestoreTestingPlan backup:DeleteRestoreTestingPlan",
    },
  ],
  aws_backup_restore_testing_selection: [
    {
      on: audited("restore-testing-plan"),
      read: "backup:GetRestoreTestingSelection",
      change:
        "backup:CreateRestoreTestingSelection backup:UpdateRestoreTestingSelection backup:DeleteRestoreTestingSelection",
    },
    passes(({ targets }) => targets("iam_role_arn").map(arnOf).join(""), "backup.amazonaws.com"),
  ],
  aws_backup_selection: [
    {
      on: plan,
      read: "backup:GetBackupSelection",
      change: "backup:CreateBackupSelection backup:DeleteBackupSelection",
    },
    passes(({ targets }) => targets("iam_role_arn").map(arnOf).join(""), "backup.amazonaws.com"),
  ],
  aws_budgets_budget: [
    {
      on: ({ account, text }) => [`arn:aws:budgets::${account}:budget/${text("name")}`],
      read: "budgets:ViewBudget budgets:ListTagsForResource",
      change: "budgets:ModifyBudget budgets:TagResource budgets:UntagResource",
    },
  ],
  aws_ce_anomaly_monitor: [
    {
      on: ({ account }) => [`arn:aws:ce::${account}:anomalymonitor/1a2b3c4d-0123-4567-89ab-0123456789ab`],
      read: "ce:GetAnomalyMonitors ce:ListTagsForResource",
      change: "ce:CreateAnomalyMonitor ce:UpdateAnomalyMonitor ce:DeleteAnomalyMonitor ce:TagResource ce:UntagResource",
    },
  ],
  aws_ce_anomaly_subscription: [
    {
      on: ({ account }) => [`arn:aws:ce::${account}:anomalysubscription/1a2b3c4d-0123-4567-89ab-0123456789ab`],
      read: "ce:GetAnomalySubscriptions ce:ListTagsForResource",
      change:
        "ce:CreateAnomalySubscription ce:UpdateAnomalySubscription ce:DeleteAnomalySubscription ce:TagResource " +
        "ce:UntagResource",
    },
  ],
  aws_ce_cost_allocation_tag: [{ read: "ce:ListCostAllocationTags", change: "ce:UpdateCostAllocationTagsStatus" }],
  aws_cloudwatch_composite_alarm: [
    {
      on: named("cloudwatch", "alarm_name", "alarm:"),
      read: "cloudwatch:DescribeAlarms cloudwatch:ListTagsForResource",
      change: "cloudwatch:PutCompositeAlarm cloudwatch:DeleteAlarms cloudwatch:TagResource cloudwatch:UntagResource",
    },
  ],
  aws_cloudwatch_dashboard: [
    {
      on: ({ account, text }) => [`arn:aws:cloudwatch::${account}:dashboard/${text("dashboard_name")}`],
      read: "cloudwatch:GetDashboard",
      change: "cloudwatch:PutDashboard cloudwatch:DeleteDashboards",
    },
  ],
  aws_cloudwatch_log_anomaly_detector: [
    {
      on: known("logs", "anomaly-detector:1a2b3c4d-0123-4567-89ab-0123456789ab"),
      read: "logs:GetLogAnomalyDetector",
      change: "logs:UpdateLogAnomalyDetector logs:DeleteLogAnomalyDetector",
    },
  ],
  aws_cloudwatch_log_metric_filter: [
    {
      on: ({ arn, targets, text }) => [
        targets("log_group_name").length > 0
          ? `${targets("log_group_name").map(arnOf).join("")}`
          : arn("logs", `log-group:${text("log_group_name")}`),
      ],
      read: "logs:DescribeMetricFilters",
      change: "logs:PutMetricFilter",
      // The boundary lets no one stop the trail.
      administrator: "logs:DeleteMetricFilter",
    },
  ],
  aws_cloudwatch_query_definition: [
    { read: "logs:DescribeQueryDefinitions", change: "logs:PutQueryDefinition logs:DeleteQueryDefinition" },
  ],
  aws_synthetics_canary: [
    {
      on: named("synthetics", "name", "canary:"),
      read: "synthetics:GetCanary synthetics:ListTagsForResource",
      change:
        "synthetics:CreateCanary synthetics:UpdateCanary synthetics:StartCanary synthetics:StopCanary " +
        "synthetics:DeleteCanary synthetics:TagResource synthetics:UntagResource",
    },
    {
      // CloudWatch Synthetics makes the function in the name of the caller.
      on: ({ arn, text }) => [arn("lambda", `function:cwsyn-${text("name")}-1a2b3c4d-0123-4567-89ab-0123456789ab`)],
      change:
        "lambda:CreateFunction lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:PublishVersion " +
        "lambda:AddPermission lambda:GetFunction lambda:DeleteFunction",
    },
    passes(({ targets }) => targets("execution_role_arn").map(arnOf).join(""), "lambda.amazonaws.com"),
  ],
  aws_xray_encryption_config: [{ read: "xray:GetEncryptionConfig", change: "xray:PutEncryptionConfig" }],
  aws_xray_group: [
    {
      on: ({ arn, text }) => [arn("xray", `group/${text("group_name")}/1A2B3C4D5E6F`)],
      read: "xray:GetGroup xray:ListTagsForResource",
      change: "xray:CreateGroup xray:UpdateGroup xray:DeleteGroup xray:TagResource xray:UntagResource",
    },
  ],
  aws_xray_sampling_rule: [
    {
      on: ({ arn, text }) => [arn("xray", `sampling-rule/${text("rule_name")}`)],
      read: "xray:GetSamplingRules xray:ListTagsForResource",
      change:
        "xray:CreateSamplingRule xray:UpdateSamplingRule xray:DeleteSamplingRule xray:TagResource xray:UntagResource",
    },
  ],
  aws_sns_topic_subscription: [
    {
      on: ({ targets }) => targets("topic_arn").map(arnOf),
      read: "sns:GetSubscriptionAttributes",
      change: "sns:Subscribe sns:SetSubscriptionAttributes sns:Unsubscribe",
    },
  ],
};
