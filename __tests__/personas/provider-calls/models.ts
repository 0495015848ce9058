import { arnOf } from "../../../policies/access/arns";
import { type Calls, keysThrough, type Made, named, passes, type TypeCalls } from "./type-calls";

const tags = "sagemaker:AddTags sagemaker:DeleteTags";

/** Actions that make, change and unmake a kind, whose name is in an argument. */
const own = (kind: string, argument: string, before: string, ...more: readonly string[]): Calls => ({
  on: named("sagemaker", argument, before),
  read: `sagemaker:Describe${kind} sagemaker:ListTags`,
  change: [
    `sagemaker:Create${kind}`,
    `sagemaker:Delete${kind}`,
    ...more.map((verb) => `sagemaker:${verb}${kind}`),
    tags,
  ].join(" "),
});

/** The role that an argument refers to, among others. */
const roleIn =
  (argument: string) =>
  ({ targets }: Made) =>
    targets(argument)
      .filter(({ type }) => type === "aws_iam_role")
      .map(arnOf)[0] ?? "";

/** What Cloud Control calls for the definition of a monitor, which names itself in the state that is asked for. */
function monitorCalls(kind: string, resource: string): readonly Calls[] {
  return [
    {
      on: ({ arn, prefix }) => [arn("sagemaker", `${resource}/${prefix}-propensity`)],
      read: `sagemaker:Describe${kind} sagemaker:ListTags`,
      change: `sagemaker:Create${kind} sagemaker:Delete${kind} ${tags}`,
    },
    passes(roleIn("desired_state"), "sagemaker.amazonaws.com"),
  ];
}

/** What Cloud Control calls for the types of SageMaker that the provider lacks. */
export const cloudControlCalls: Readonly<Record<string, readonly Calls[]>> = {
  "AWS::SageMaker::ModelBiasJobDefinition": monitorCalls("ModelBiasJobDefinition", "model-bias-job-definition"),
  "AWS::SageMaker::ModelExplainabilityJobDefinition": monitorCalls(
    "ModelExplainabilityJobDefinition",
    "model-explainability-job-definition",
  ),
  "AWS::SageMaker::ModelQualityJobDefinition": monitorCalls(
    "ModelQualityJobDefinition",
    "model-quality-job-definition",
  ),
};

export const modelCalls: Readonly<Record<string, TypeCalls>> = {
  aws_sagemaker_data_quality_job_definition: [
    own("DataQualityJobDefinition", "name", "data-quality-job-definition/"),
    passes(roleIn("role_arn"), "sagemaker.amazonaws.com"),
  ],
  aws_sagemaker_endpoint: [
    {
      ...own("Endpoint", "name", "endpoint/", "Update"),
      on: ({ arn, prefix, text }) => [
        arn("sagemaker", `endpoint/${text("name")}`),
        arn("sagemaker", `endpoint-config/${prefix}-propensity-1a2b`),
      ],
    },
  ],
  aws_sagemaker_endpoint_configuration: [
    {
      on: ({ arn, text }) => [arn("sagemaker", `endpoint-config/${text("name_prefix")}1a2b`)],
      read: "sagemaker:DescribeEndpointConfig sagemaker:ListTags",
      change: `sagemaker:CreateEndpointConfig sagemaker:DeleteEndpointConfig ${tags}`,
    },
    keysThrough("sagemaker", ({ targets }) =>
      targets("kms_key_arn")
        .filter(({ type }) => type !== "terraform_remote_state")
        .map(arnOf),
    ),
  ],
  aws_sagemaker_model: [
    own("Model", "name", "model/"),
    passes(roleIn("execution_role_arn"), "sagemaker.amazonaws.com"),
  ],
  aws_sagemaker_monitoring_schedule: [own("MonitoringSchedule", "name", "monitoring-schedule/", "Update")],
  aws_sagemaker_model_package_group: [own("ModelPackageGroup", "model_package_group_name", "model-package-group/")],
  aws_sagemaker_pipeline: [
    own("Pipeline", "pipeline_name", "pipeline/", "Update"),
    passes(roleIn("role_arn"), "sagemaker.amazonaws.com"),
  ],
};
