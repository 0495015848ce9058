import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { every, fill, type Reach } from "./resource-patterns";

/** The rest of what an apply does, at all sites: calls that know no resource, buckets, keys, roles, code. */
export function changeFoundations(reach: Reach, boundaryArn: string): PolicyStatement[] {
  const roles = every(reach, "role");
  const iam = (type: string) => fill(`arn:aws:iam::{account}:${type}/{name}-*`, reach);
  return [
    {
      sid: "ChangeWithoutResource",
      actions: [
        "cloudfront:CreateDistribution",
        "cloudfront:CreateOriginAccessControl",
        "ecr:GetAuthorizationToken",
        "ecr:PutRegistryPolicy",
        "ecr:PutReplicationConfiguration",
        "elasticmapreduce:CreateSecurityConfiguration",
        "elasticmapreduce:CreateStudio",
        "elasticmapreduce:DeleteSecurityConfiguration",
        "elasticmapreduce:PutBlockPublicAccessConfiguration",
        "elasticmapreduce:RunJobFlow",
        "emr-serverless:CreateApplication",
        "glue:CreateCrawler",
        "glue:CreateDataQualityRuleset",
        "glue:CreateSecurityConfiguration",
        "glue:DeleteSecurityConfiguration",
        "glue:UpdateCrawlerSchedule",
        "kinesis:UpdateShardCount",
        "kms:CreateKey",
        "lambda:CreateEventSourceMapping",
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
        "rds:CreateDBProxy",
        "route53:CreateHealthCheck",
        "route53:CreateHostedZone",
      ],
      resources: "*",
    },
    {
      sid: "ChangeBuckets",
      actions: [
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "s3:PutIntelligentTieringConfiguration",
        "s3:PutInventoryConfiguration",
        "s3:PutLifecycleConfiguration",
        "s3:PutMetricsConfiguration",
        "s3:PutReplicationConfiguration",
      ],
      resources: every(reach, "bucket"),
    },
    {
      sid: "PublishCodeAndSite",
      // A versioned object is gone with all its versions only.
      actions: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:PutObjectTagging"],
      resources: every(reach, "codeObject", "siteObject"),
    },
    {
      sid: "AdministerKeys",
      actions: [
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:EnableKey",
        "kms:EnableKeyRotation",
        "kms:ReplicateKey",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
      ],
      resources: [...every(reach, "key"), ...fill("arn:aws:kms:{region}:{account}:alias/{name}-*", reach)],
    },
    // A service that is told to use a key checks that its caller may.
    {
      sid: "HandKeysToServices",
      actions: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"],
      resources: every(reach, "key"),
      conditions: { StringLike: { "kms:ViaService": fill("*.{region}.amazonaws.com", reach) } },
    },
    {
      sid: "MakeRolesUnderBoundary",
      actions: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      sid: "ChangeRoles",
      actions: [
        "iam:AttachRolePolicy",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
      ],
      resources: roles,
    },
    {
      sid: "ChangePolicies",
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeleteInstanceProfile",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:TagPolicy",
      ],
      resources: [...iam("policy"), ...iam("instance-profile")],
    },
    {
      sid: "LetServicesMakeTheirRoles",
      actions: "iam:CreateServiceLinkedRole",
      resources: fill("arn:aws:iam::{account}:role/aws-service-role/*", reach),
    },
  ];
}
