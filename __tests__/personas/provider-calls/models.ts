import { named, type TypeCalls } from "./type-calls";

const tags = "sagemaker:AddTags sagemaker:DeleteTags";

export const modelCalls: Readonly<Record<string, TypeCalls>> = {
  aws_sagemaker_model_package_group: [
    {
      on: named("sagemaker", "model_package_group_name", "model-package-group/"),
      read: "sagemaker:DescribeModelPackageGroup sagemaker:ListTags",
      change: `sagemaker:CreateModelPackageGroup sagemaker:DeleteModelPackageGroup ${tags}`,
    },
  ],
};
