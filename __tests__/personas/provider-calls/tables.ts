import { arnOf } from "../../../policies/access/arns";
import { keysThrough, known, named, type TypeCalls } from "./type-calls";

const target = known("application-autoscaling", "scalable-target/1a2b");
const insights = named("dynamodb", "table_name", "table/");

export const tableCalls: Readonly<Record<string, TypeCalls>> = {
  aws_appautoscaling_policy: [
    {
      on: target,
      read: "application-autoscaling:DescribeScalingPolicies",
      change: "application-autoscaling:PutScalingPolicy application-autoscaling:DeleteScalingPolicy",
    },
  ],
  aws_appautoscaling_target: [
    {
      on: target,
      read: "application-autoscaling:DescribeScalableTargets application-autoscaling:ListTagsForResource",
      change:
        "application-autoscaling:RegisterScalableTarget application-autoscaling:DeregisterScalableTarget " +
        "application-autoscaling:TagResource application-autoscaling:UntagResource",
    },
    {
      on: ({ account }) => [
        `arn:aws:iam::${account}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable`,
      ],
      change: "iam:CreateServiceLinkedRole",
    },
  ],
  aws_dynamodb_contributor_insights: [
    { on: insights, read: "dynamodb:DescribeContributorInsights", change: "dynamodb:UpdateContributorInsights" },
  ],
  aws_dynamodb_table: [
    {
      on: named("dynamodb", "name", "table/"),
      read: "dynamodb:DescribeTable dynamodb:DescribeContinuousBackups dynamodb:DescribeTimeToLive dynamodb:ListTagsOfResource",
      change:
        "dynamodb:CreateTable dynamodb:UpdateTable dynamodb:UpdateTimeToLive dynamodb:UpdateContinuousBackups " +
        "dynamodb:TagResource dynamodb:UntagResource",
      lose: "dynamodb:DeleteTable",
    },
    keysThrough("dynamodb", ({ targets }) => targets("server_side_encryption").map(arnOf)),
  ],
  aws_dynamodb_table_replica: [
    {
      on: ({ arn, text }) => {
        const [, , , , , table = ""] = text("global_table_arn").split(":");
        return [arn("dynamodb", table), text("global_table_arn")];
      },
      read: "dynamodb:DescribeTable dynamodb:DescribeContinuousBackups dynamodb:ListTagsOfResource",
      change:
        "dynamodb:CreateTableReplica dynamodb:UpdateTable dynamodb:UpdateContinuousBackups dynamodb:TagResource " +
        "dynamodb:UntagResource",
      lose: "dynamodb:DeleteTableReplica",
    },
  ],
};
