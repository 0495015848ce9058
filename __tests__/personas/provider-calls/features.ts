import { arnOf } from "../../../policies/access/arns";
import { keysThrough, named, passes, type TypeCalls } from "./type-calls";

const tags = "sagemaker:AddTags sagemaker:DeleteTags";

export const featureCalls: Readonly<Record<string, TypeCalls>> = {
  aws_sagemaker_feature_group: [
    {
      on: named("sagemaker", "feature_group_name", "feature-group/"),
      read: "sagemaker:DescribeFeatureGroup sagemaker:ListTags",
      change: `sagemaker:CreateFeatureGroup sagemaker:UpdateFeatureGroup ${tags}`,
      lose: "sagemaker:DeleteFeatureGroup",
    },
    passes(({ text }) => text("role_arn"), "sagemaker.amazonaws.com"),
    keysThrough("sagemaker", ({ targets }) => targets("online_store_config").map(arnOf)),
  ],
};
