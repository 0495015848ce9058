import type {
  NetworkConfig,
  ProcessingInstanceType,
  RetryStrategy,
  StoppingCondition,
  TrainingInstanceType,
} from "@aws-sdk/client-sagemaker";
import { get, join, type Later, type PropertyFile, type RetryPolicy, type Step } from "./definition";
import type { PipelineSettings } from "./settings";

/** Folder in the containers of processing jobs. */
const work = "/opt/ml/processing";

const again = { IntervalSeconds: 60, BackoffRate: 2, MaxAttempts: 5 } as const;

/** What AWS makes up for by itself a while later. Steps that start no job know no other errors. */
export const retries: readonly RetryPolicy[] = [{ ExceptionType: ["Step.SERVICE_FAULT", "Step.THROTTLING"], ...again }];

/** The same for steps that start a job, which may find no instance. */
export const jobRetries: readonly RetryPolicy[] = [
  ...retries,
  { ExceptionType: ["SageMaker.CAPACITY_ERROR"], ...again },
];

/** A step that has run with the same arguments is not run again for that long, as in "P30D". */
export const cachedFor = (ExpireAfter: string) => ({ Enabled: true, ExpireAfter });

/** Isolated: containers reach nothing but each other, encrypted. SageMaker itself brings and takes files. */
export function isolated({ network }: Pick<PipelineSettings, "network">) {
  return {
    EnableNetworkIsolation: true,
    EnableInterContainerTrafficEncryption: true,
    VpcConfig: vpcOf(network),
  } satisfies NetworkConfig;
}

export function vpcOf({ securityGroupId, subnetIds }: PipelineSettings["network"]) {
  return { SecurityGroupIds: [securityGroupId], Subnets: [...subnetIds] };
}

const seconds = ({ jobs }: JobsSettings) => jobs.maxMinutes * 60;

/** What jobs of every pipeline are made from. */
export type JobsSettings = Pick<PipelineSettings, "jobs" | "kmsKeyArn" | "network" | "roleArn"> & {
  readonly locations: Pick<PipelineSettings["locations"], "artifacts">;
};

/** Folder of a run in the artifacts of the model: runs never write over each other. */
export function folderOfRun({ locations }: JobsSettings, name: string): Later {
  return join("/", locations.artifacts, "runs", get("Execution.PipelineExecutionId"), name);
}

export interface ProcessingStep {
  readonly name: string;
  readonly image: string;
  readonly run: { readonly entryPoint?: readonly string[]; readonly arguments?: readonly (string | Later)[] };
  /** Files by the name of the input, which is that of their folder in the container too. */
  readonly inputs: Readonly<Record<string, string | Later>>;
  /** Folders of inputs that have another name. @default none */
  readonly folders?: Readonly<Record<string, string>>;
  /** Folders below that of outputs, by name; an empty one is that folder itself. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly files?: readonly PropertyFile[];
  readonly environment?: Readonly<Record<string, string>>;
  /** How long its outputs are taken for those of the same arguments, as in "PT6H", or never. @default a month */
  readonly cachedFor?: string;
  /** Where all outputs go, without a slash at the end, and their key. @default the folder of the run, with the other artifacts */
  readonly to?: { readonly uri: string; readonly kmsKeyArn: string };
}

export function processing(settings: JobsSettings, step: ProcessingStep): Step {
  return {
    Name: step.name,
    Type: "Processing",
    Arguments: { ...processingJob(settings, step), NetworkConfig: isolated(settings) },
    CacheConfig: step.cachedFor === "never" ? undefined : cachedFor(step.cachedFor ?? "P30D"),
    RetryPolicies: jobRetries,
    PropertyFiles: step.files,
  };
}

/** The job of a step of processing, without its network. */
export function processingJob(settings: JobsSettings, step: ProcessingStep) {
  const { jobs, kmsKeyArn, roleArn } = settings;
  return {
    RoleArn: roleArn,
    AppSpecification: {
      ImageUri: step.image,
      ContainerEntrypoint: step.run.entryPoint && [...step.run.entryPoint],
      ContainerArguments: step.run.arguments && [...step.run.arguments],
    },
    Environment: step.environment,
    ProcessingResources: {
      ClusterConfig: {
        InstanceCount: 1,
        InstanceType: jobs.instanceType as ProcessingInstanceType,
        VolumeSizeInGB: jobs.volumeGiB,
        VolumeKmsKeyId: kmsKeyArn,
      },
    },
    ProcessingInputs: Object.entries(step.inputs).map(([name, uri]) => ({
      InputName: name,
      S3Input: {
        S3Uri: uri,
        LocalPath: `${work}/${step.folders?.[name] ?? name}`,
        S3DataType: "S3Prefix" as const,
        S3InputMode: "File" as const,
      },
    })),
    ProcessingOutputConfig: {
      KmsKeyId: step.to?.kmsKeyArn ?? kmsKeyArn,
      Outputs: Object.entries(step.outputs).map(([name, folder]) => output(settings, step, name, folder)),
    },
    StoppingCondition: { MaxRuntimeInSeconds: seconds(settings) },
  };
}

function output(settings: JobsSettings, step: ProcessingStep, name: string, folder: string) {
  return {
    OutputName: name,
    S3Output: {
      S3Uri: step.to?.uri ?? folderOfRun(settings, `${step.name.toLowerCase()}/${name}`),
      LocalPath: `${work}/output${folder && `/${folder}`}`,
      S3UploadMode: "EndOfJob" as const,
    },
  };
}

/** Where a step of processing has put an output. */
export function outputOf(step: string, name: string): Later {
  return get(`Steps.${step}.ProcessingOutputConfig.Outputs['${name}'].S3Output.S3Uri`);
}

/** Channels of training: folders with the examples, and the encoder that goes with them. */
export function channels(from: string) {
  const channel = (name: string, uri: string | Later, type: string) => ({
    ChannelName: name,
    ContentType: type,
    DataSource: {
      S3DataSource: {
        S3DataType: "S3Prefix" as const,
        S3Uri: uri,
        S3DataDistributionType: "FullyReplicated" as const,
      },
    },
  });
  return ({ locations }: PipelineSettings) => [
    channel("train", outputOf(from, "train"), "text/csv"),
    channel("validation", outputOf(from, "validation"), "text/csv"),
    channel("encoder", outputOf(from, "encoder"), "application/json"),
    // An isolated container cannot fetch its code: it comes like data.
    channel("code", locations.source, "application/x-tar"),
  ];
}

/** Tells the container what to run (SageMaker Training Toolkit). */
export const program = {
  sagemaker_program: "train.py",
  sagemaker_submit_directory: "/opt/ml/input/data/code/source.tar.gz",
} as const;

/** What training and the training jobs of tuning have in common. */
export function trainingOf(settings: PipelineSettings, from: string) {
  const { jobs, kmsKeyArn, roleArn } = settings;
  const stopping: StoppingCondition = {
    MaxRuntimeInSeconds: seconds(settings),
    ...(jobs.spot && { MaxWaitTimeInSeconds: 2 * seconds(settings) }),
  };
  const strategy: RetryStrategy = { MaximumRetryAttempts: 2 };
  return {
    RoleArn: roleArn,
    InputDataConfig: channels(from)(settings),
    OutputDataConfig: { S3OutputPath: `${settings.locations.artifacts}/training`, KmsKeyId: kmsKeyArn },
    ResourceConfig: {
      InstanceCount: 1,
      InstanceType: jobs.instanceType as TrainingInstanceType,
      VolumeSizeInGB: jobs.volumeGiB,
      VolumeKmsKeyId: kmsKeyArn,
    },
    StoppingCondition: stopping,
    VpcConfig: vpcOf(settings.network),
    EnableNetworkIsolation: true,
    EnableInterContainerTrafficEncryption: true,
    EnableManagedSpotTraining: jobs.spot,
    RetryStrategy: strategy,
  };
}

/** What tuning and the logs of training jobs read out of what train.py prints. */
export const metricDefinitions = [
  { Name: "validation-auc", Regex: "validation-auc:([0-9.]+)" },
  { Name: "validation-logloss", Regex: "validation-logloss:([0-9.]+)" },
];
