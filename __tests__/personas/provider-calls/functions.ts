import { arnOf } from "../../../policies/access/arns";
import { keysThrough, known, type Made, named, passes, type TypeCalls } from "./type-calls";

const ofFunction = named("lambda", "function_name", "function:");

export const functionCalls: Readonly<Record<string, TypeCalls>> = {
  aws_cloudwatch_metric_alarm: [
    {
      on: named("cloudwatch", "alarm_name", "alarm:"),
      read: "cloudwatch:DescribeAlarms cloudwatch:ListTagsForResource",
      change: "cloudwatch:PutMetricAlarm cloudwatch:TagResource cloudwatch:UntagResource cloudwatch:DeleteAlarms",
    },
  ],
  aws_codedeploy_app: [
    {
      on: named("codedeploy", "name", "application:"),
      read: "codedeploy:GetApplication codedeploy:ListTagsForResource",
      change:
        "codedeploy:CreateApplication codedeploy:UpdateApplication codedeploy:TagResource codedeploy:UntagResource " +
        "codedeploy:DeleteApplication",
    },
  ],
  aws_codedeploy_deployment_group: [
    {
      on: ({ arn, text }) => [
        arn("codedeploy", `application:${text("app_name")}`),
        arn("codedeploy", `deploymentgroup:${text("app_name")}/${text("deployment_group_name")}`),
      ],
      read: "codedeploy:GetDeploymentGroup codedeploy:ListTagsForResource",
      change:
        "codedeploy:CreateDeploymentGroup codedeploy:UpdateDeploymentGroup codedeploy:TagResource " +
        "codedeploy:UntagResource codedeploy:DeleteDeploymentGroup",
    },
    passes(({ text }) => text("service_role_arn"), "codedeploy.amazonaws.com"),
  ],
  aws_lambda_alias: [
    {
      on: ofFunction,
      read: "lambda:GetAlias",
      change: "lambda:CreateAlias lambda:UpdateAlias lambda:DeleteAlias",
    },
  ],
  aws_lambda_event_source_mapping: [
    {
      on: known("lambda", "event-source-mapping:1a2b"),
      read: "lambda:GetEventSourceMapping lambda:ListTags",
      change:
        "lambda:CreateEventSourceMapping lambda:UpdateEventSourceMapping lambda:TagResource lambda:UntagResource " +
        "lambda:DeleteEventSourceMapping",
    },
  ],
  aws_lambda_function: ({ resource, targets }) => [
    {
      on: ofFunction,
      read:
        "lambda:GetFunction lambda:GetFunctionCodeSigningConfig lambda:GetFunctionConfiguration lambda:ListTags " +
        "lambda:ListVersionsByFunction",
      change:
        "lambda:CreateFunction lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:PublishVersion " +
        "lambda:PutFunctionConcurrency lambda:DeleteFunctionConcurrency lambda:TagResource lambda:UntagResource " +
        "lambda:DeleteFunction",
    },
    passes(({ text }) => text("role"), "lambda.amazonaws.com"),
    ...(resource.block.kms_key_arn
      ? [
          keysThrough("lambda", () => targets("kms_key_arn").map(arnOf)),
          // Lambda shows the environment variables to those who may decrypt them. Without that, a plan would set them again.
          {
            on: () => targets("kms_key_arn").map(arnOf),
            read: "kms:Decrypt",
            change: "kms:Encrypt",
            context: ({ region }: Made) => ({ "kms:ViaService": `lambda.${region}.amazonaws.com` }),
          },
        ]
      : []),
  ],
  // A refresh calls nothing: what the function answered is in the state.
  aws_lambda_invocation: [{ on: ofFunction, change: "lambda:InvokeFunction" }],
  aws_lambda_permission: [
    {
      on: ofFunction,
      read: "lambda:GetPolicy",
      change: "lambda:AddPermission lambda:RemovePermission",
    },
  ],
};
