import { arnOf } from "../../../policies/access/arns";
import { known, passes, type TypeCalls } from "./type-calls";

/** AWS Backup names plans by ids. */
const plan = known("backup", "backup-plan:1a2b3c4d-0123-4567-89ab-0123456789ab");

/** Calls for the types of the monitoring layer. */
export const monitoringCalls: Readonly<Record<string, TypeCalls>> = {
  aws_backup_plan: [
    {
      on: plan,
      read: "backup:GetBackupPlan",
      change: "backup:CreateBackupPlan backup:UpdateBackupPlan backup:DeleteBackupPlan",
    },
  ],
  aws_backup_selection: [
    {
      on: plan,
      read: "backup:GetBackupSelection",
      change: "backup:CreateBackupSelection backup:DeleteBackupSelection",
    },
    passes(({ targets }) => targets("iam_role_arn").map(arnOf).join(""), "backup.amazonaws.com"),
  ],
  aws_sns_topic_subscription: [
    {
      on: ({ targets }) => targets("topic_arn").map(arnOf),
      read: "sns:GetSubscriptionAttributes",
      change: "sns:Subscribe sns:SetSubscriptionAttributes sns:Unsubscribe",
    },
  ],
};
