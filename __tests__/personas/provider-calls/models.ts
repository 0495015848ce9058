import { arnOf } from "../../../policies/access/arns";
import { type Calls, type Made, named, passes, type TypeCalls } from "./type-calls";

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

const roleOf = (argument: string) => (made: Made) => made.targets(argument).map(arnOf)[0] ?? made.text(argument);

export const modelCalls: Readonly<Record<string, TypeCalls>> = {
  aws_sagemaker_model_package_group: [own("ModelPackageGroup", "model_package_group_name", "model-package-group/")],
  aws_sagemaker_pipeline: [
    own("Pipeline", "pipeline_name", "pipeline/", "Update"),
    passes(roleOf("role_arn"), "sagemaker.amazonaws.com"),
  ],
};
