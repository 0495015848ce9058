import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SagemakerEndpoint } from "@cdktf/provider-aws/lib/sagemaker-endpoint";
import { SagemakerEndpointConfiguration } from "@cdktf/provider-aws/lib/sagemaker-endpoint-configuration";
import { SagemakerModel } from "@cdktf/provider-aws/lib/sagemaker-model";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type EndpointAlarms, endpointAlarms } from "./endpoint-alarms";
import { EndpointScaling } from "./endpoint-scaling";
import {
  captureFolder,
  captureTypes,
  type EndpointPlace,
  type EndpointSettings,
  longestDeployment,
  variantName,
} from "./endpoint-settings";

export interface EndpointProps {
  readonly site: Site;
  /** Name of the model. */
  readonly model: string;
  readonly settings: EndpointSettings;
  readonly place: EndpointPlace;
  /** What is served until the first version is approved: its image, and its archive in S3. */
  readonly first: { readonly image: string; readonly archive: string };
  /** Tags beside those of the provider. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Most characters of a prefix: the provider appends 26 to make a name of at most 63. */
const longestPrefix = 37;

/**
 * Serves a model. Terraform brings up the endpoint with a first model and owns how it runs and changes; which version it
 * serves is the business of deployments, and no apply changes it back. What the endpoint started with stays as it was: it may
 * still be in use.
 */
export class Endpoint extends Construct {
  readonly endpointName: string;
  readonly arn: string;
  readonly alarmNames: readonly string[];

  constructor(scope: Construct, id: string, props: EndpointProps) {
    super(scope, id);
    const { site, model, settings } = props;
    const name = site.names.of("sagemaker", model);
    new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/sagemaker/Endpoints/${name}`,
      kmsKeyId: site.logs.kmsKeyArn,
      retentionInDays: site.logs.retentionDays,
    });
    const alarms = endpointAlarms(this, { site, model, endpointName: name });
    const endpoint = new SagemakerEndpoint(this, "endpoint", {
      name,
      endpointConfigName: this.firstConfiguration(props).name,
      deploymentConfig: deploymentOf(settings, alarms),
      tags: { ...props.tags },
      lifecycle: { ignoreChanges: ["endpoint_config_name"] },
    });
    if (settings.mode !== "serverless") {
      const { instances, targetInvocationsPerMinute } = settings;
      new EndpointScaling(this, "scaling", { endpointName: endpoint.name, instances, targetInvocationsPerMinute });
    }
    this.endpointName = endpoint.name;
    this.arn = endpoint.arn;
    this.alarmNames = alarms.names;
  }

  private firstConfiguration({ site, model, settings, place, first, tags }: EndpointProps) {
    const { network, roleArn, kmsKeyArn, artifacts } = place;
    const stays = { ignoreChanges: "all" as const };
    const served = new SagemakerModel(this, "first-model", {
      name: site.names.of("sagemaker", `${model}-first`),
      executionRoleArn: roleArn,
      enableNetworkIsolation: true,
      vpcConfig: { subnets: [...network.subnetIds], securityGroupIds: [network.securityGroupId] },
      primaryContainer: {
        image: first.image,
        modelDataUrl: first.archive,
        environment: { SAGEMAKER_PROGRAM: "inference.py", SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model/code" },
      },
      tags: { ...tags },
      lifecycle: stays,
    });
    const { shadow } = settings;
    return new SagemakerEndpointConfiguration(this, "first-configuration", {
      namePrefix: `${site.names.of("sagemaker", model).slice(0, longestPrefix - 1)}-`,
      kmsKeyArn: settings.mode === "serverless" ? undefined : kmsKeyArn,
      productionVariants: [{ ...variantOf(settings), variantName, modelName: served.name }],
      shadowProductionVariants: shadow
        ? [
            {
              ...variantOf(settings),
              variantName: "shadow",
              modelName: served.name,
              initialVariantWeight: shadow / 100,
            },
          ]
        : undefined,
      asyncInferenceConfig:
        settings.mode === "asynchronous"
          ? {
              outputConfig: {
                s3OutputPath: `${artifacts}/answers`,
                s3FailurePath: `${artifacts}/failures`,
                kmsKeyId: kmsKeyArn,
              },
            }
          : undefined,
      dataCaptureConfig:
        settings.capturePercent > 0
          ? {
              enableCapture: true,
              initialSamplingPercentage: settings.capturePercent,
              destinationS3Uri: `${artifacts}/${captureFolder}`,
              kmsKeyId: kmsKeyArn,
              captureOptions: [{ captureMode: "Input" }, { captureMode: "Output" }],
              captureContentTypeHeader: {
                csvContentTypes: [...captureTypes.csv],
                jsonContentTypes: [...captureTypes.json],
              },
            }
          : undefined,
      tags: { ...tags },
      lifecycle: { ...stays, createBeforeDestroy: true },
    });
  }
}

function variantOf({ mode, instanceType, instances, serverless }: EndpointSettings) {
  if (mode === "serverless" && serverless) {
    const { memoryMiB, maxConcurrency } = serverless;
    return { initialVariantWeight: 1, serverlessConfig: { memorySizeInMb: memoryMiB, maxConcurrency } };
  }
  return {
    initialVariantWeight: 1,
    instanceType,
    initialInstanceCount: instances.min,
    // A busy instance takes longer for everything: the next request goes to the one with the fewest.
    routingConfig: [{ routingStrategy: "LEAST_OUTSTANDING_REQUESTS" }],
  };
}

/** Blue/green, and back when an alarm goes off. SageMaker moves serverless endpoints by itself. */
function deploymentOf(settings: EndpointSettings, alarms: EndpointAlarms) {
  const { mode, rollout } = settings;
  if (mode === "serverless") return undefined;
  const size = { type: "CAPACITY_PERCENT", value: rollout.percent };
  const waitIntervalInSeconds = rollout.bakeMinutes * 60;
  const routes = {
    canary: { type: "CANARY", waitIntervalInSeconds, canarySize: size },
    linear: { type: "LINEAR", waitIntervalInSeconds, linearStepSize: size },
    "all-at-once": { type: "ALL_AT_ONCE", waitIntervalInSeconds },
  } as const;
  return {
    blueGreenUpdatePolicy: {
      trafficRoutingConfiguration: routes[rollout.shift],
      // The old instances answer requests that they have begun.
      terminationWaitInSeconds: 300,
      maximumExecutionTimeoutInSeconds: longestDeployment(settings),
    },
    autoRollbackConfiguration: { alarms: alarms.names.map((alarmName) => ({ alarmName })) },
  };
}
