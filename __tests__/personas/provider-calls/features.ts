import { arnOf } from "../../../policies/access/arns";
import { keysThrough, known, named, passes, type TypeCalls } from "./type-calls";

const tags = "sagemaker:AddTags sagemaker:DeleteTags";

export const featureCalls: Readonly<Record<string, TypeCalls>> = {
  aws_sagemaker_domain: [
    {
      on: known("sagemaker", "domain/d-abcdefghijkl"),
      read: "sagemaker:DescribeDomain sagemaker:ListTags",
      change: `sagemaker:CreateDomain sagemaker:UpdateDomain sagemaker:DeleteDomain ${tags}`,
    },
    passes(
      ({ targets }) =>
        targets("default_user_settings")
          .filter(({ type }) => type === "aws_iam_role")
          .map(arnOf)
          .join(),
      "sagemaker.amazonaws.com",
    ),
  ],
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
  aws_sagemaker_studio_lifecycle_config: [
    {
      on: known("sagemaker", "studio-lifecycle-config/strata-notebook-1a2b"),
      read: "sagemaker:DescribeStudioLifecycleConfig sagemaker:ListTags",
      change: `sagemaker:CreateStudioLifecycleConfig sagemaker:DeleteStudioLifecycleConfig ${tags}`,
    },
  ],
  aws_sagemaker_user_profile: [
    {
      on: ({ arn, text }) => [arn("sagemaker", `user-profile/d-abcdefghijkl/${text("user_profile_name")}`)],
      read: "sagemaker:DescribeUserProfile sagemaker:ListTags",
      change: `sagemaker:CreateUserProfile sagemaker:UpdateUserProfile sagemaker:DeleteUserProfile ${tags}`,
    },
  ],
};
