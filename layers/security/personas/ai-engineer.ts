import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Tier } from "../../../platform/environment";
import { useKeys } from "./keys";
import { approveModels } from "./operations";
import { every, fill, type Reach } from "./resource-patterns";

/** Makes models: trains, tunes and approves outside of production, reads data everywhere. */
export function aiEngineer(reach: Reach, tier: Tier): PolicyStatement[] {
  return [
    {
      sid: "ListProcessedData",
      actions: "s3:ListBucket",
      resources: every(reach, "processedBucket", "artifactsBucket"),
    },
    {
      sid: "ReadProcessedData",
      actions: "s3:GetObject",
      resources: every(reach, "processedObject", "artifactsObject"),
    },
    useKeys(reach, ["lake", "artifacts"], "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
    ...(tier === "production" ? [] : [...workshop(reach), approveModels(reach)]),
  ];
}

function workshop(reach: Reach): PolicyStatement[] {
  return [
    { sid: "WriteArtifacts", actions: "s3:PutObject", resources: every(reach, "artifactsObject") },
    {
      sid: "TrainInIsolation",
      actions: [
        "sagemaker:CreateHyperParameterTuningJob",
        "sagemaker:CreateProcessingJob",
        "sagemaker:CreateTrainingJob",
      ],
      resources: every(reach, "trainingJob", "tuningJob", "processingJob"),
      conditions: {
        Bool: { "sagemaker:InterContainerTrafficEncryption": "true", "sagemaker:NetworkIsolation": "true" },
        Null: { "sagemaker:VpcSecurityGroupIds": "false", "sagemaker:VpcSubnets": "false" },
        ...ownKeys(reach),
      },
    },
    {
      sid: "TransformInBatches",
      actions: "sagemaker:CreateTransformJob",
      resources: every(reach, "transformJob"),
      conditions: ownKeys(reach),
    },
    {
      sid: "RunPipelines",
      actions: [
        "sagemaker:CreateModelPackage",
        "sagemaker:StartPipelineExecution",
        "sagemaker:StopHyperParameterTuningJob",
        "sagemaker:StopProcessingJob",
        "sagemaker:StopTrainingJob",
        "sagemaker:StopTransformJob",
      ],
      resources: every(
        reach,
        "modelPackage",
        "modelPackageGroup",
        "pipeline",
        "processingJob",
        "trainingJob",
        "transformJob",
        "tuningJob",
      ),
    },
    { sid: "OpenOwnStudio", actions: "sagemaker:CreatePresignedDomainUrl", resources: every(reach, "aiUserProfile") },
    // These roles place network interfaces in the subnets of the ai tier and nowhere else: the ai layer sees to it.
    {
      sid: "PassTrainingRole",
      actions: "iam:PassRole",
      resources: every(reach, "sagemakerRole"),
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
  ];
}

/** Volumes and results under keys of the account, by their ARN. */
function ownKeys(reach: Reach) {
  const keys = fill("arn:aws:kms:{region}:{account}:key/*", reach);
  return { ArnLike: { "sagemaker:OutputKmsKeyArn": keys, "sagemaker:VolumeKmsKeyArn": keys } };
}
