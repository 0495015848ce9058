import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { every, type Reach } from "./resource-patterns";

/** Data the platform holds for others. Whoever changes infrastructure has no need to see it. */
export function neverData(reach: Reach): PolicyStatement[] {
  return [
    {
      sid: "DenyData",
      effect: "Deny",
      actions: [
        "athena:GetQueryResults",
        "athena:StartQueryExecution",
        "bedrock:GetAgentMemory",
        "bedrock:InvokeAgent",
        "bedrock:InvokeModel*",
        "bedrock:Retrieve*",
        "cognito-idp:AdminGetUser",
        "cognito-idp:ListUsers*",
        "dynamodb:Export*",
        "dynamodb:PartiQL*",
        "elasticache:Connect",
        "elasticmapreduce:AddJobFlowSteps",
        "elasticmapreduce:GetClusterSessionCredentials",
        "emr-serverless:GetDashboardForJobRun",
        "emr-serverless:StartJobRun",
        "firehose:PutRecord*",
        "glue:StartJobRun",
        "kinesis:GetRecords",
        "kinesis:PutRecord*",
        "sagemaker:InvokeEndpoint*",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "sns:Publish",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
        "wafv2:GetSampledRequests",
      ],
      resources: "*",
    },
    // Whoever has a secret rotated needs to call its function, which does no more than Secrets Manager asks of it.
    {
      sid: "DenyInvocations",
      effect: "Deny",
      actions: "lambda:InvokeFunction*",
      notResources: every(reach, "rotationFunction"),
    },
    // DynamoDB fills a new replica in the name of whoever makes it
    // (docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html).
    {
      sid: "DenyItems",
      effect: "Deny",
      actions: ["dynamodb:*Item", "dynamodb:Query", "dynamodb:Scan"],
      resources: "*",
      conditions: { BoolIfExists: { "aws:ViaAWSService": "false" } },
    },
    {
      sid: "DenyObjects",
      effect: "Deny",
      actions: ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"],
      resources: every(reach, "artifactsObject", "processedObject", "rawObject", "resultsObject"),
    },
  ];
}

/** What other personas are for, or the reviewed pipeline alone. */
export function neverDeployers(): PolicyStatement[] {
  return [
    {
      sid: "DenyOperations",
      effect: "Deny",
      actions: [
        "autoscaling:SetDesiredCapacity",
        "backup:StartRestoreJob",
        "dynamodb:RestoreTable*",
        "ec2:RebootInstances",
        "ec2:StartInstances",
        "ec2:StopInstances",
        "elasticache:FailoverGlobalReplicationGroup",
        "elasticache:TestFailover",
        "glue:StartWorkflowRun",
        "rds:Failover*",
        "rds:RestoreDB*",
        "rds:StartDB*",
        "rds:StopDB*",
        "rds:Switchover*",
      ],
      resources: "*",
    },
    {
      sid: "DenyModelWork",
      effect: "Deny",
      actions: [
        "sagemaker:CreateHyperParameterTuningJob",
        "sagemaker:CreateProcessingJob",
        "sagemaker:CreateTrainingJob",
        "sagemaker:CreateTransformJob",
        "sagemaker:StartPipelineExecution",
        "sagemaker:UpdateModelPackage",
      ],
      resources: "*",
    },
    {
      sid: "DenyChangeOfGuardrails",
      effect: "Deny",
      actions: ["bedrock:DeleteGuardrail", "bedrock:UpdateGuardrail"],
      resources: "*",
    },
  ];
}
