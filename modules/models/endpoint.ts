import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SagemakerEndpoint } from "@cdktf/provider-aws/lib/sagemaker-endpoint";
import { SagemakerEndpointConfiguration } from "@cdktf/provider-aws/lib/sagemaker-endpoint-configuration";
import { SagemakerModel } from "@cdktf/provider-aws/lib/sagemaker-model";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { endpointAlarms } from "./endpoint-alarms";
import { EndpointScaling } from "./endpoint-scaling";
import { type EndpointPlace, type EndpointSettings, isPlaced } from "./endpoint-settings";
import { inTerraform, servingRequests } from "./serving-requests";

export interface EndpointProps {
  readonly site: Site;
  /** Name of the model. */
  readonly model: string;
  readonly settings: EndpointSettings;
  readonly place: EndpointPlace;
  /** What is served until the first version is approved: its image, and its archive in S3. */
  readonly first: { readonly image: string; readonly archive: string };
  /** Tags in addition to those of the provider. */
  readonly tags: Readonly<Record<string, string>>;
}

type Requests = ReturnType<typeof inTerraform<ReturnType<typeof servingRequests>>>;

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
    const requests = inTerraform(servingRequests(settings, props.place, alarms.names));
    const endpoint = new SagemakerEndpoint(this, "endpoint", {
      name,
      endpointConfigName: this.firstConfiguration(props, requests).name,
      deploymentConfig: requests.deployment,
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

  private firstConfiguration({ site, model, settings, place, first, tags }: EndpointProps, requests: Requests) {
    const { network, roleArn } = place;
    const stays = { ignoreChanges: "all" as const };
    const served = new SagemakerModel(this, "first-model", {
      name: site.names.of("sagemaker", `${model}-first`),
      executionRoleArn: roleArn,
      ...(isPlaced(settings) && {
        enableNetworkIsolation: true,
        vpcConfig: { subnets: [...network.subnetIds], securityGroupIds: [network.securityGroupId] },
      }),
      primaryContainer: {
        image: first.image,
        modelDataUrl: first.archive,
        environment: { SAGEMAKER_PROGRAM: "inference.py", SAGEMAKER_SUBMIT_DIRECTORY: "/opt/ml/model/code" },
      },
      tags: { ...tags },
      lifecycle: stays,
    });
    const { kmsKeyArn, variant, shadow, asynchronous, capture } = requests;
    const modelName = served.name;
    return new SagemakerEndpointConfiguration(this, "first-configuration", {
      namePrefix: `${site.names.of("sagemaker", model).slice(0, longestPrefix - 1)}-`,
      kmsKeyArn,
      productionVariants: [terraformVariant(variant, modelName)],
      shadowProductionVariants: shadow && [terraformVariant(shadow, modelName)],
      asyncInferenceConfig: asynchronous,
      dataCaptureConfig: capture,
      tags: { ...tags },
      lifecycle: { ...stays, createBeforeDestroy: true },
    });
  }
}

/** What a variant has whatever serves it; the rest of it goes along. */
interface Variant {
  readonly variantName: string;
  readonly initialVariantWeight: number;
  readonly routingConfig?: { readonly routingStrategy: string };
}

/** The provider has a list where SageMaker has one. */
function terraformVariant(variant: Variant, modelName: string) {
  return { ...variant, modelName, routingConfig: variant.routingConfig && [variant.routingConfig] };
}
