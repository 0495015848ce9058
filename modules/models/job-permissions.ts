import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { type ObjectAccess, readObjects, writeObjects } from "../storage/grants";
import { repositoryArn } from "./images";
import { type JobNetwork, joinNetwork } from "./job-network";

export interface JobPermissions {
  /** Folder of the artifacts zone that belongs to the model. */
  readonly artifacts: ObjectAccess;
  /** Scripts, and the model that is served first. */
  readonly code: ObjectAccess;
  /** History of the features that the model learns from. */
  readonly features: ObjectAccess;
  /** What the model predicts in batches. @default nothing */
  readonly predictions?: ObjectAccess;
  /** Images of AWS that the jobs run in. */
  readonly images: readonly string[];
  readonly network: JobNetwork;
  /** Copies of the model that Clarify asks: how the names of their endpoints begin, and those of models. @default none */
  readonly shadows?: { readonly prefix: string; readonly models: readonly string[] };
}

/**
 * What jobs and endpoints of a model may do: work in the subnets of the ai tier, read its code and its features, and read and
 * write its own artifacts. They start nothing but copies of the model that Clarify asks.
 */
export function jobPermissions(site: Site, props: JobPermissions): PolicyStatement[] {
  const { account, region } = site;
  return [
    ...joinNetwork(site, props.network),
    ...writeObjects("Artifacts", props.artifacts),
    ...readObjects("Code", props.code),
    ...readObjects("Features", props.features),
    ...(props.predictions ? writeObjects("Predictions", props.predictions) : []),
    { sid: "SignInToRegistries", actions: "ecr:GetAuthorizationToken", resources: "*" },
    {
      sid: "PullImages",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: props.images.map(repositoryArn),
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: `arn:aws:logs:${region}:${account}:log-group:/aws/sagemaker/*`,
    },
    {
      sid: "PutMetrics",
      actions: "cloudwatch:PutMetricData",
      resources: "*",
      conditions: { StringLike: { "cloudwatch:namespace": ["/aws/sagemaker/*", "aws/sagemaker/*"] } },
    },
    ...(props.shadows ? askShadows(site, props.shadows) : []),
    ...encryptDisks(props.artifacts.kmsKeyArn, region),
  ];
}

/** What Clarify does with a copy of a model (docs.aws.amazon.com/sagemaker/latest/dg/clarify-processing-job-configure-how-it-works.html). */
function askShadows({ account, region }: Site, { prefix, models }: NonNullable<JobPermissions["shadows"]>) {
  const sagemaker = (resource: string) => `arn:aws:sagemaker:${region}:${account}:${resource}`;
  return [
    {
      sid: "AskCopyOfModel",
      actions: [
        "sagemaker:CreateEndpoint",
        "sagemaker:CreateEndpointConfig",
        "sagemaker:DeleteEndpoint",
        "sagemaker:DeleteEndpointConfig",
        "sagemaker:DescribeEndpoint",
        "sagemaker:DescribeEndpointConfig",
        "sagemaker:InvokeEndpoint",
      ],
      resources: [sagemaker(`endpoint/${prefix}*`), sagemaker(`endpoint-config/${prefix}*`)],
    },
    {
      sid: "DescribeModels",
      actions: "sagemaker:DescribeModel",
      resources: models.map((model) => sagemaker(`model/${model}`)),
    },
  ];
}

/** Disks of jobs and endpoints: SageMaker gets a grant in the name of the role that starts them. */
export function encryptDisks(kmsKeyArn: string, region: string): PolicyStatement[] {
  return [
    {
      sid: "EncryptDisks",
      actions: "kms:CreateGrant",
      resources: kmsKeyArn,
      conditions: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        StringEquals: { "kms:ViaService": `sagemaker.${region}.amazonaws.com` },
      },
    },
    {
      sid: "DescribeKeyOfDisks",
      actions: "kms:DescribeKey",
      resources: kmsKeyArn,
    },
  ];
}
