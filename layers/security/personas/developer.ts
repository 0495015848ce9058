import { type PolicyStatement, policyVariable } from "../../../modules/identity/policy-document";
import type { Tier } from "../../../platform/environment";
import { useKeys } from "./keys";
import { every, type Reach } from "./resource-patterns";

/** Writes applications: free in a sandbox, watches elsewhere. */
export function developer(reach: Reach, tier: Tier): PolicyStatement[] {
  return tier === "sandbox" ? sandbox(reach) : [];
}

function sandbox(reach: Reach): PolicyStatement[] {
  return [
    { sid: "ListProcessedData", actions: "s3:ListBucket", resources: every(reach, "processedBucket") },
    { sid: "ReadProcessedData", actions: "s3:GetObject", resources: every(reach, "processedObject") },
    useKeys(reach, ["lake"], "s3", ["kms:Decrypt"]),
    { sid: "SignInToRegistry", actions: "ecr:GetAuthorizationToken", resources: "*" },
    {
      sid: "PushImages",
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:GetDownloadUrlForLayer",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      resources: every(reach, "imageRepository"),
    },
    {
      sid: "UpdateFunctions",
      actions: [
        "lambda:GetFunction",
        "lambda:InvokeFunction",
        "lambda:PublishVersion",
        "lambda:UpdateAlias",
        "lambda:UpdateFunctionCode",
      ],
      resources: every(reach, "function"),
    },
    // What a developer may do inside the cluster is the access entry's business.
    {
      sid: "RestartWorkloads",
      actions: ["eks:AccessKubernetesApi", "eks:DescribeCluster"],
      resources: every(reach, "eksCluster"),
    },
    {
      sid: "ReadSecretsOfOwnApplication",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: every(reach, "secret"),
      conditions: {
        StringEquals: { "aws:ResourceTag/application": policyVariable("aws:PrincipalTag/application") },
      },
    },
    {
      ...useKeys(reach, ["secrets"], "secretsmanager", ["kms:Decrypt"]),
      sid: "UseKeysOfSecrets",
    },
  ];
}
