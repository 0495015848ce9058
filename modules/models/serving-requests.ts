import {
  captureFolder,
  captureTypes,
  type EndpointPlace,
  type EndpointSettings,
  longestDeployment,
  variantName,
} from "./endpoint-settings";

/**
 * Parts of the requests that deploy a version: the same that Terraform builds the endpoint with, in the words of the API
 * (docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html, API_UpdateEndpoint.html).
 */
export function servingRequests(settings: EndpointSettings, place: EndpointPlace, alarmNames: readonly string[]) {
  const { shadow } = settings;
  const variant = variantRequest(settings);
  return {
    kmsKeyArn: settings.mode === "serverless" ? undefined : place.kmsKeyArn,
    variant: { ...variant, VariantName: variantName },
    shadow: shadow ? { ...variant, VariantName: "shadow", InitialVariantWeight: shadow / 100 } : undefined,
    capture: captureRequest(settings, place),
    asynchronous: asynchronousRequest(settings, place),
    deployment: deploymentRequest(settings, alarmNames),
  };
}

function variantRequest({ mode, instanceType, instances, serverless }: EndpointSettings) {
  if (mode === "serverless" && serverless) {
    const { memoryMiB, maxConcurrency } = serverless;
    return { InitialVariantWeight: 1, ServerlessConfig: { MemorySizeInMB: memoryMiB, MaxConcurrency: maxConcurrency } };
  }
  return {
    InitialVariantWeight: 1,
    InstanceType: instanceType,
    InitialInstanceCount: instances.min,
    // A busy instance takes longer for everything: the next request goes to the one with the fewest.
    RoutingConfig: { RoutingStrategy: "LEAST_OUTSTANDING_REQUESTS" },
  };
}

/** Serverless endpoints keep no requests (docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html). */
function captureRequest({ mode, capturePercent }: EndpointSettings, { artifacts, kmsKeyArn }: EndpointPlace) {
  if (capturePercent === 0 || mode === "serverless") return undefined;
  return {
    EnableCapture: true,
    InitialSamplingPercentage: capturePercent,
    DestinationS3Uri: `${artifacts}/${captureFolder}`,
    KmsKeyId: kmsKeyArn,
    CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
    CaptureContentTypeHeader: { CsvContentTypes: [...captureTypes.csv], JsonContentTypes: [...captureTypes.json] },
  };
}

function asynchronousRequest({ mode }: EndpointSettings, { artifacts, kmsKeyArn }: EndpointPlace) {
  if (mode !== "asynchronous") return undefined;
  return {
    OutputConfig: { S3OutputPath: `${artifacts}/answers`, S3FailurePath: `${artifacts}/failures`, KmsKeyId: kmsKeyArn },
  };
}

/** Blue/green, and back when an alarm goes off. SageMaker moves serverless endpoints by itself. */
function deploymentRequest(settings: EndpointSettings, alarmNames: readonly string[]) {
  const { mode, rollout } = settings;
  if (mode === "serverless") return undefined;
  const size = { Type: "CAPACITY_PERCENT", Value: rollout.percent };
  const WaitIntervalInSeconds = rollout.bakeMinutes * 60;
  const routes = {
    canary: { Type: "CANARY", WaitIntervalInSeconds, CanarySize: size },
    linear: { Type: "LINEAR", WaitIntervalInSeconds, LinearStepSize: size },
    "all-at-once": { Type: "ALL_AT_ONCE", WaitIntervalInSeconds },
  };
  return {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: routes[rollout.shift],
      // The old instances answer requests that they have begun.
      TerminationWaitInSeconds: 300,
      MaximumExecutionTimeoutInSeconds: longestDeployment(settings),
    },
    AutoRollbackConfiguration: { Alarms: alarmNames.map((AlarmName) => ({ AlarmName })) },
  };
}

/** A request in the words of the provider: the same, with names that begin small. */
type InTerraform<T> = T extends readonly (infer Item)[]
  ? InTerraform<Item>[]
  : T extends object
    ? {
        [Key in keyof T & string as Key extends "MemorySizeInMB" ? "memorySizeInMb" : Uncapitalize<Key>]: InTerraform<
          T[Key]
        >;
      }
    : T;

export function inTerraform<T>(request: T): InTerraform<T> {
  if (Array.isArray(request)) return request.map(inTerraform) as InTerraform<T>;
  if (typeof request !== "object" || request === null) return request as InTerraform<T>;
  const entries = Object.entries(request).map(([key, value]) => [nameInTerraform(key), inTerraform(value)]);
  return Object.fromEntries(entries) as InTerraform<T>;
}

function nameInTerraform(key: string): string {
  return key === "MemorySizeInMB" ? "memorySizeInMb" : `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
}
