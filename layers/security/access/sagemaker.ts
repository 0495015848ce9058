import { service } from "./service";

const keys = "arn:aws:kms:{region}:{account}:key/*";

/** SageMaker. A job runs in isolation, in the subnets of the ai tier, under keys of the account. */
export const sagemaker = service({
  prefix: "sagemaker",
  resources: {
    any: "*",
    endpoint: "endpoint/{name}-*",
    modelPackage: "model-package/{name}-*",
    modelPackageGroup: "model-package-group/{name}-*",
    ownProfile: "user-profile/*/{name}-ai-engineer*",
    pipeline: "pipeline/{name}-*",
    processingJob: "processing-job/{name}-*",
    role: "arn:aws:iam::{account}:role/{name}-sagemaker-*",
    trainingJob: "training-job/{name}-*",
    transformJob: "transform-job/{name}-*",
    tuningJob: "hyper-parameter-tuning-job/{name}-*",
  },
  read: ["Describe*", "GetModelPackageGroupPolicy", "List*"],
  change: { policy: "data-services", on: ["any"] },
  work: {
    approve: [
      {
        // Decide that a model package may be deployed, and change nothing else of it.
        sid: "ApproveModels",
        actions: ["UpdateModelPackage"],
        on: ["modelPackage"],
        conditions: { StringEquals: { "sagemaker:ModelApprovalStatus": ["Approved", "Rejected"] } },
      },
    ],
    operate: [{ sid: "ScaleEndpoints", actions: ["UpdateEndpointWeightsAndCapacities"], on: ["endpoint"] }],
    train: [
      {
        sid: "TrainInIsolation",
        actions: ["CreateHyperParameterTuningJob", "CreateProcessingJob", "CreateTrainingJob"],
        on: ["trainingJob", "tuningJob", "processingJob"],
        conditions: {
          Bool: { "sagemaker:InterContainerTrafficEncryption": "true", "sagemaker:NetworkIsolation": "true" },
          Null: { "sagemaker:VpcSecurityGroupIds": "false", "sagemaker:VpcSubnets": "false" },
          ArnLike: { "sagemaker:OutputKmsKeyArn": keys, "sagemaker:VolumeKmsKeyArn": keys },
        },
      },
      {
        sid: "TransformInBatches",
        actions: ["CreateTransformJob"],
        on: ["transformJob"],
        conditions: { ArnLike: { "sagemaker:OutputKmsKeyArn": keys, "sagemaker:VolumeKmsKeyArn": keys } },
      },
      {
        sid: "RunPipelines",
        actions: [
          "CreateModelPackage",
          "StartPipelineExecution",
          "StopHyperParameterTuningJob",
          "StopProcessingJob",
          "StopTrainingJob",
          "StopTransformJob",
        ],
        on: [
          "modelPackage",
          "modelPackageGroup",
          "pipeline",
          "processingJob",
          "trainingJob",
          "transformJob",
          "tuningJob",
        ],
      },
      { sid: "OpenOwnStudio", actions: ["CreatePresignedDomainUrl"], on: ["ownProfile"] },
      {
        // These roles place network interfaces in the subnets of the ai tier and nowhere else: the ai layer sees to it.
        sid: "PassTrainingRole",
        actions: ["iam:PassRole"],
        on: ["role"],
        conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
      },
    ],
  },
  data: ["*Record", "InvokeEndpoint*"],
  notDeployers: [
    "CreateHyperParameterTuningJob",
    "CreateProcessingJob",
    "CreateTrainingJob",
    "CreateTransformJob",
    "StartPipelineExecution",
    "UpdateModelPackage",
  ],
  loses: ["DeleteFeatureGroup"],
});
