import { SagemakerPipeline } from "@cdktf/provider-aws/lib/sagemaker-pipeline";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";
import { encryptDisks } from "./job-permissions";
import type { Definition } from "./pipeline/definition";

export interface ModelPipelineProps {
  readonly site: Site;
  /** What the pipeline is for, as in "propensity"; part of the names. */
  readonly purpose: string;
  readonly description: string;
  readonly definition: Definition;
  /** What its jobs run as, the key of their disks and of what they write, and that of what they write elsewhere. */
  readonly jobs: { readonly roleArn: string; readonly kmsKeyArn: string; readonly outputKeyArn?: string };
  /**
   * What it may do in addition to running jobs: register versions in a group, call functions, have models explained.
   * @default nothing
   */
  readonly permissions?: {
    readonly packageGroupArn?: string;
    readonly functionArns?: readonly string[];
    readonly analyzes?: boolean;
  };
}

/** Most steps of a pipeline that run at a time. */
const parallelSteps = 4;

/** A pipeline, and the role that starts its jobs. The jobs themselves have another role, which starts nothing. */
export class ModelPipeline extends Construct {
  readonly arn: string;
  readonly pipelineName: string;

  constructor(scope: Construct, id: string, props: ModelPipelineProps) {
    super(scope, id);
    const { site, purpose, description } = props;
    const role = new ServiceRole(this, "role", {
      site,
      purpose: `sagemaker-${purpose}-pipeline`,
      description: `Starts the jobs of the pipeline ${purpose}.`,
      service: "sagemaker.amazonaws.com",
      statements: pipelinePermissions(props),
    });
    const pipeline = new SagemakerPipeline(this, "pipeline", {
      pipelineName: site.names.of("sagemaker", purpose),
      pipelineDisplayName: site.names.of("sagemaker", purpose),
      pipelineDescription: description,
      pipelineDefinition: JSON.stringify(props.definition),
      roleArn: role.arn,
      parallelismConfiguration: { maxParallelExecutionSteps: parallelSteps },
      dependsOn: [role.policy],
    });
    this.arn = pipeline.arn;
    this.pipelineName = pipeline.pipelineName;
  }
}

/**
 * Starts jobs that are isolated, in a VPC, and pass the role of the model's jobs, and no others
 * (docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-access.html). Pipelines make up the names of their jobs.
 */
function pipelinePermissions({ site, jobs, permissions = {} }: ModelPipelineProps): PolicyStatement[] {
  const { account, region } = site;
  const sagemaker = (resource: string) => `arn:aws:sagemaker:${region}:${account}:${resource}`;
  const isolated = ["processing-job/*", "training-job/*", "hyper-parameter-tuning-job/*"].map(sagemaker);
  const others = ["transform-job/*", "model/*"].map(sagemaker);
  const outputKeys = jobs.outputKeyArn ? [jobs.kmsKeyArn, jobs.outputKeyArn] : jobs.kmsKeyArn;
  const keys = { "sagemaker:OutputKmsKeyArn": outputKeys, "sagemaker:VolumeKmsKeyArn": jobs.kmsKeyArn };
  return [
    {
      sid: "StartIsolatedJobs",
      actions: [
        "sagemaker:CreateHyperParameterTuningJob",
        "sagemaker:CreateProcessingJob",
        "sagemaker:CreateTrainingJob",
      ],
      resources: isolated,
      conditions: {
        Bool: { "sagemaker:InterContainerTrafficEncryption": "true", "sagemaker:NetworkIsolation": "true" },
        Null: { "sagemaker:VpcSecurityGroupIds": "false", "sagemaker:VpcSubnets": "false" },
        ArnEquals: keys,
      },
    },
    ...(permissions.analyzes ? [startAnalyses(sagemaker("processing-job/*"), keys)] : []),
    {
      sid: "CreateIsolatedModels",
      actions: "sagemaker:CreateModel",
      resources: sagemaker("model/*"),
      conditions: {
        Bool: { "sagemaker:NetworkIsolation": "true" },
        Null: { "sagemaker:VpcSecurityGroupIds": "false", "sagemaker:VpcSubnets": "false" },
      },
    },
    {
      sid: "TransformUnderKey",
      actions: "sagemaker:CreateTransformJob",
      resources: sagemaker("transform-job/*"),
      conditions: { ArnEquals: keys },
    },
    {
      sid: "FollowJobs",
      actions: [
        "sagemaker:AddTags",
        "sagemaker:DescribeHyperParameterTuningJob",
        "sagemaker:DescribeModel",
        "sagemaker:DescribeProcessingJob",
        "sagemaker:DescribeTrainingJob",
        "sagemaker:DescribeTransformJob",
        "sagemaker:ListTrainingJobsForHyperParameterTuningJob",
        "sagemaker:StopHyperParameterTuningJob",
        "sagemaker:StopProcessingJob",
        "sagemaker:StopTrainingJob",
        "sagemaker:StopTransformJob",
      ],
      resources: [...isolated, ...others],
    },
    ...(permissions.packageGroupArn ? [registerVersions(permissions.packageGroupArn)] : []),
    {
      sid: "KeepExperiments",
      actions: [
        "sagemaker:AssociateTrialComponent",
        "sagemaker:CreateExperiment",
        "sagemaker:CreateTrial",
        "sagemaker:CreateTrialComponent",
        "sagemaker:DescribeExperiment",
        "sagemaker:DescribeTrial",
        "sagemaker:DescribeTrialComponent",
        "sagemaker:UpdateTrialComponent",
      ],
      resources: ["experiment/*", "experiment-trial/*", "experiment-trial-component/*"].map(sagemaker),
    },
    {
      sid: "PassRoleOfJobs",
      actions: "iam:PassRole",
      resources: jobs.roleArn,
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    ...(permissions.functionArns
      ? [{ sid: "CallFunctions", actions: "lambda:InvokeFunction", resources: permissions.functionArns }]
      : []),
    ...encryptDisks(jobs.kmsKeyArn, region),
  ];
}

/** Clarify asks a copy of the model, so that its job is in the VPC and under the keys, but not isolated. */
function startAnalyses(resources: string, keys: Readonly<Record<string, string | string[]>>): PolicyStatement {
  return {
    sid: "StartAnalyses",
    actions: "sagemaker:CreateProcessingJob",
    resources,
    conditions: {
      Bool: { "sagemaker:InterContainerTrafficEncryption": "true" },
      Null: { "sagemaker:VpcSecurityGroupIds": "false", "sagemaker:VpcSubnets": "false" },
      ArnEquals: keys,
    },
  };
}

function registerVersions(groupArn: string): PolicyStatement {
  return {
    sid: "RegisterVersions",
    actions: ["sagemaker:CreateModelPackage", "sagemaker:DescribeModelPackage", "sagemaker:DescribeModelPackageGroup"],
    resources: [groupArn, `${groupArn.replace(":model-package-group/", ":model-package/")}/*`],
  };
}
