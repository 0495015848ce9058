import { createHash } from "node:crypto";
import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import { SagemakerDataQualityJobDefinition } from "@cdktf/provider-aws/lib/sagemaker-data-quality-job-definition";
import { SagemakerMonitoringSchedule } from "@cdktf/provider-aws/lib/sagemaker-monitoring-schedule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  type CloudControlMonitor,
  cloudControlTypes,
  desiredState,
  inputFolder,
  type MonitorDefinition,
  monitorDiskGiB,
  outputFolder,
  reportsOf,
} from "./monitor-definitions";
import { type Monitor, monitorNames, monitorSchedule } from "./monitor-settings";

export interface ModelMonitorsProps extends Omit<MonitorDefinition, "name"> {
  /** Name of the model. */
  readonly model: string;
  readonly monitors: readonly Monitor[];
}

/**
 * Watches what an endpoint is asked and answers. AWS changes no definition: a changed one has another name, and is there
 * before the schedule moves to it.
 */
export class ModelMonitors extends Construct {
  /** ARN of the schedule of each monitor. */
  readonly scheduleArns: Readonly<Partial<Record<Monitor, string>>>;

  constructor(scope: Construct, id: string, props: ModelMonitorsProps) {
    super(scope, id);
    const { site, model, settings } = props;
    this.scheduleArns = Object.fromEntries(
      props.monitors.map((monitor) => {
        const kind = monitorNames[monitor];
        const name = site.names.of("sagemaker", `${model}-${kind}-${versionOf(props)}`);
        const definition = this.define(monitor, { ...props, name });
        const schedule = new SagemakerMonitoringSchedule(this, `${monitor}-schedule`, {
          name: site.names.of("sagemaker", `${model}-${kind}`),
          monitoringScheduleConfig: {
            monitoringJobDefinitionName: name,
            monitoringType: types[monitor],
            scheduleConfig: { scheduleExpression: monitorSchedule(settings.everyHours) },
          },
          tags: { ...props.tags },
          dependsOn: [definition],
        });
        return [monitor, schedule.arn];
      }),
    );
  }

  private define(monitor: Monitor, definition: MonitorDefinition): ITerraformDependable {
    return monitor === "data-quality"
      ? this.defineDataQuality(definition)
      : new CloudcontrolapiResource(this, monitor, {
          typeName: cloudControlTypes[monitor satisfies CloudControlMonitor],
          desiredState: JSON.stringify(desiredState(monitor, definition)),
          lifecycle: { createBeforeDestroy: true },
        });
  }

  private defineDataQuality(definition: MonitorDefinition): SagemakerDataQualityJobDefinition {
    const { name, endpointName, images, place, settings, baselines, tags } = definition;
    const { network, kmsKeyArn, roleArn } = place;
    return new SagemakerDataQualityJobDefinition(this, "data-quality", {
      name,
      roleArn,
      dataQualityAppSpecification: { imageUri: images.monitor },
      dataQualityBaselineConfig: {
        constraintsResource: { s3Uri: baselines.constraints["data-quality"] },
        statisticsResource: { s3Uri: baselines.statistics },
      },
      dataQualityJobInput: { endpointInput: { endpointName, localPath: inputFolder } },
      dataQualityJobOutputConfig: {
        kmsKeyId: kmsKeyArn,
        monitoringOutputs: {
          s3Output: {
            s3Uri: reportsOf(definition, "data-quality"),
            localPath: outputFolder,
            s3UploadMode: "EndOfJob",
          },
        },
      },
      jobResources: {
        clusterConfig: {
          instanceCount: 1,
          instanceType: settings.instanceType,
          volumeSizeInGb: monitorDiskGiB,
          volumeKmsKeyId: kmsKeyArn,
        },
      },
      networkConfig: {
        enableInterContainerTrafficEncryption: true,
        enableNetworkIsolation: true,
        vpcConfig: { securityGroupIds: [network.securityGroupId], subnets: [...network.subnetIds] },
      },
      stoppingCondition: { maxRuntimeInSeconds: settings.maxMinutes * 60 },
      tags: { ...tags },
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

const types: Readonly<Record<Monitor, string>> = {
  "data-quality": "DataQuality",
  "model-quality": "ModelQuality",
  bias: "ModelBias",
  explainability: "ModelExplainability",
};

/** Raised with each change of what definitions contain: AWS changes none. */
const edition = 2;

/** Names a definition by its edition, and by what an environment file may change about it. */
function versionOf({ settings, images, tags }: ModelMonitorsProps): string {
  const { everyHours: _, ...runs } = settings;
  return createHash("sha256")
    .update(JSON.stringify([edition, runs, images, tags]))
    .digest("hex")
    .slice(0, 8);
}
