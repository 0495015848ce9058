import { resourcesOf, valueAt } from "../platform";
import type { Rule } from "../types";

export const logGroups: Rule = {
  id: "STRATA007",
  title: "A log group has a key and an end",
  severity: "medium",
  control: "Security Hub CloudWatch.16",
  cause:
    "Without a retention period, logs and their cost never end; without a key, everyone who may read logs may read these.",
  fix: "Set kms_key_id to the security layer's logsKeyArn and retention_in_days to the environment's logRetentionDays.",
  check: (platform) =>
    resourcesOf(platform, "aws_cloudwatch_log_group").flatMap((resource) => [
      ...(resource.block.kms_key_id === undefined ? [{ resource, detail: "has no kms_key_id" }] : []),
      // Zero is how CloudWatch Logs writes "never".
      ...(!valueAt(resource.block, "retention_in_days") ? [{ resource, detail: "has no retention_in_days" }] : []),
    ]),
};
