import type { Site } from "../../platform/site";
import type { AnalyzedMonitor, Baselines, Monitor, MonitorPlace, MonitorSettings } from "./monitor-settings";

/** What the definition of a monitor is made from. */
export interface MonitorDefinition {
  readonly site: Site;
  readonly name: string;
  readonly endpointName: string;
  readonly images: { readonly monitor: string; readonly clarify: string };
  readonly settings: MonitorSettings;
  readonly place: MonitorPlace;
  readonly baselines: Baselines;
  readonly tags: Readonly<Record<string, string>>;
}

/** Monitors that the provider has no type for, with the one that CloudFormation has. */
export const cloudControlTypes = {
  "model-quality": "AWS::SageMaker::ModelQualityJobDefinition",
  bias: "AWS::SageMaker::ModelBiasJobDefinition",
  explainability: "AWS::SageMaker::ModelExplainabilityJobDefinition",
} as const satisfies Partial<Record<Monitor, string>>;

export type CloudControlMonitor = keyof typeof cloudControlTypes;

/** Folder of the captured data in the containers of monitors. */
export const inputFolder = "/opt/ml/processing/input/endpoint";
export const outputFolder = "/opt/ml/processing/output";

/** Folder of what came true, below the artifacts of a model. */
export const truthFolder = "ground-truth";

/** Disk of a monitor, in GiB. */
export const monitorDiskGiB = 20;

/** Where a monitor writes its reports. */
export function reportsOf({ place }: Pick<MonitorDefinition, "place">, monitor: Monitor): string {
  return `${place.artifacts}/monitoring/${monitor}`;
}

/** Answers of the endpoint: one probability a line. */
const prediction = { ProbabilityAttribute: "0", ProbabilityThresholdAttribute: 0.5 };

/** A day of predictions, which have had a day to come true. */
const comeTrue = { StartTimeOffset: "-P2D", EndTimeOffset: "-P1D" };

/**
 * The desired state of a definition in Cloud Control. CloudFormation's word is the same as the API's
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_SageMaker.html).
 */
export function desiredState(monitor: CloudControlMonitor, definition: MonitorDefinition): Record<string, unknown> {
  const { name, place, tags } = definition;
  return {
    JobDefinitionName: name,
    RoleArn: place.roleArn,
    ...specification[monitor](definition),
    ...runs(monitor, definition),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

const specification: Readonly<Record<CloudControlMonitor, (definition: MonitorDefinition) => Record<string, unknown>>> =
  {
    "model-quality": (definition) => ({
      ModelQualityBaselineConfig: baseline("model-quality", definition),
      ModelQualityAppSpecification: { ImageUri: definition.images.monitor, ProblemType: "BinaryClassification" },
      ModelQualityJobInput: {
        EndpointInput: { ...endpointInput(definition), ...prediction, ...comeTrue },
        GroundTruthS3Input: truth(definition),
      },
      ModelQualityJobOutputConfig: outputs("model-quality", definition),
    }),
    bias: (definition) => ({
      ModelBiasBaselineConfig: baseline("bias", definition),
      ModelBiasAppSpecification: analysis("bias", definition),
      ModelBiasJobInput: {
        EndpointInput: { ...endpointInput(definition), ...prediction, ...comeTrue },
        GroundTruthS3Input: truth(definition),
      },
      ModelBiasJobOutputConfig: outputs("bias", definition),
    }),
    explainability: (definition) => ({
      ModelExplainabilityBaselineConfig: baseline("explainability", definition),
      ModelExplainabilityAppSpecification: analysis("explainability", definition),
      ModelExplainabilityJobInput: { EndpointInput: endpointInput(definition) },
      ModelExplainabilityJobOutputConfig: outputs("explainability", definition),
    }),
  };

function baseline(monitor: CloudControlMonitor, { baselines }: MonitorDefinition) {
  return { ConstraintsResource: { S3Uri: baselines.constraints[monitor] } };
}

function endpointInput({ endpointName }: MonitorDefinition) {
  return { EndpointName: endpointName, LocalPath: inputFolder };
}

function truth({ place }: MonitorDefinition) {
  return { S3Uri: `${place.artifacts}/${truthFolder}` };
}

function analysis(monitor: AnalyzedMonitor, { images, baselines }: MonitorDefinition) {
  return { ImageUri: images.clarify, ConfigUri: baselines.analyses[monitor] };
}

function outputs(monitor: Monitor, definition: MonitorDefinition) {
  const S3Output = { S3Uri: reportsOf(definition, monitor), LocalPath: outputFolder, S3UploadMode: "EndOfJob" };
  return { KmsKeyId: definition.place.kmsKeyArn, MonitoringOutputs: [{ S3Output }] };
}

function runs(monitor: CloudControlMonitor, { place, settings }: MonitorDefinition) {
  const { network, kmsKeyArn } = place;
  return {
    JobResources: {
      ClusterConfig: {
        InstanceCount: 1,
        InstanceType: settings.instanceType,
        VolumeSizeInGB: monitorDiskGiB,
        VolumeKmsKeyId: kmsKeyArn,
      },
    },
    NetworkConfig: {
      EnableInterContainerTrafficEncryption: true,
      // Clarify asks a copy of the model, through the interface endpoints.
      EnableNetworkIsolation: monitor === "model-quality",
      VpcConfig: { SecurityGroupIds: [network.securityGroupId], Subnets: [...network.subnetIds] },
    },
    StoppingCondition: { MaxRuntimeInSeconds: settings.maxMinutes * 60 },
  };
}
