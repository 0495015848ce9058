import { named, type TypeCalls } from "./type-calls";

export const applicationCalls: Readonly<Record<string, TypeCalls>> = {
  aws_scheduler_schedule: [
    {
      on: ({ arn, text }) => [arn("scheduler", `schedule/${text("group_name")}/${text("name")}`)],
      read: "scheduler:GetSchedule",
      change: "scheduler:CreateSchedule scheduler:UpdateSchedule scheduler:DeleteSchedule",
    },
  ],
  aws_scheduler_schedule_group: [
    {
      on: ({ arn, text }) => [
        arn("scheduler", `schedule-group/${text("name")}`),
        arn("scheduler", `schedule/${text("name")}/x`),
      ],
      read: "scheduler:GetScheduleGroup scheduler:ListTagsForResource",
      change:
        "scheduler:CreateScheduleGroup scheduler:TagResource scheduler:UntagResource scheduler:DeleteScheduleGroup",
    },
  ],
  aws_secretsmanager_secret: [
    {
      on: ({ arn, text }) => [arn("secretsmanager", `secret:${text("name")}-AbCdEf`)],
      read: "secretsmanager:DescribeSecret secretsmanager:GetResourcePolicy",
      change:
        "secretsmanager:CreateSecret secretsmanager:UpdateSecret secretsmanager:ReplicateSecretToRegions " +
        "secretsmanager:RemoveRegionsFromReplication secretsmanager:TagResource secretsmanager:UntagResource",
      lose: "secretsmanager:DeleteSecret",
    },
  ],
  aws_secretsmanager_secret_policy: [
    {
      on: ({ arn, prefix }) => [arn("secretsmanager", `secret:${prefix}-main-AbCdEf`)],
      read: "secretsmanager:GetResourcePolicy",
      change: "secretsmanager:PutResourcePolicy secretsmanager:DeleteResourcePolicy",
    },
  ],
  aws_secretsmanager_secret_rotation: [
    {
      on: ({ arn, prefix }) => [arn("secretsmanager", `secret:${prefix}-main-AbCdEf`)],
      read: "secretsmanager:DescribeSecret",
      change: "secretsmanager:RotateSecret secretsmanager:CancelRotateSecret",
    },
    // Needed by those who start a rotation.
    { on: ({ text }) => [text("rotation_lambda_arn")], change: "lambda:InvokeFunction" },
  ],
  aws_sns_topic: [
    {
      on: named("sns", "name"),
      read: "sns:GetTopicAttributes sns:ListTagsForResource",
      change: "sns:CreateTopic sns:SetTopicAttributes sns:TagResource sns:UntagResource sns:DeleteTopic",
    },
  ],
  aws_sns_topic_policy: [
    { on: ({ text }) => [text("arn")], read: "sns:GetTopicAttributes", change: "sns:SetTopicAttributes" },
  ],
  aws_sqs_queue: [
    {
      on: named("sqs", "name"),
      read: "sqs:GetQueueAttributes sqs:ListQueueTags",
      change: "sqs:CreateQueue sqs:SetQueueAttributes sqs:TagQueue sqs:UntagQueue sqs:DeleteQueue",
    },
  ],
};
