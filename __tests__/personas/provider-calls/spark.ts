import { known, passes, type TypeCalls } from "./type-calls";

export const sparkCalls: Readonly<Record<string, TypeCalls>> = {
  aws_emr_block_public_access_configuration: [
    {
      read: "elasticmapreduce:GetBlockPublicAccessConfiguration",
      change: "elasticmapreduce:PutBlockPublicAccessConfiguration",
    },
  ],
  aws_emr_studio: [
    {
      on: known("elasticmapreduce", "studio/es-1A2B"),
      read: "elasticmapreduce:DescribeStudio",
      change:
        "elasticmapreduce:CreateStudio elasticmapreduce:UpdateStudio elasticmapreduce:AddTags " +
        "elasticmapreduce:RemoveTags elasticmapreduce:DeleteStudio",
    },
    passes(({ text }) => text("service_role"), "elasticmapreduce.amazonaws.com"),
  ],
  aws_emrserverless_application: [
    {
      on: known("emr-serverless", "/applications/00f1abcd"),
      read: "emr-serverless:GetApplication emr-serverless:ListTagsForResource",
      change:
        "emr-serverless:CreateApplication emr-serverless:UpdateApplication emr-serverless:StopApplication " +
        "emr-serverless:TagResource emr-serverless:UntagResource emr-serverless:DeleteApplication",
    },
  ],
};
