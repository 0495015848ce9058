import { createHash } from "node:crypto";
import {
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  type DescribeEndpointOutput,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  type SageMakerClient,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import type { ModelSettings } from "./settings";

type Client = Pick<SageMakerClient, "send">;

/** A version of a model that was approved. */
export interface Approved {
  readonly packageArn: string;
  readonly version: number;
}

/** What became of an attempt to deploy. */
export type Outcome = "deploying" | "deployed already" | "waits for another deployment" | "rolled back before";

/** The version that was approved last; none as long as none was. */
export async function latestApproved(client: Client, packageGroupName: string): Promise<Approved | undefined> {
  const { ModelPackageSummaryList } = await client.send(
    new ListModelPackagesCommand({
      ModelPackageGroupName: packageGroupName,
      ModelApprovalStatus: "Approved",
      SortBy: "CreationTime",
      SortOrder: "Descending",
      MaxResults: 1,
    }),
  );
  const [latest] = ModelPackageSummaryList ?? [];
  if (!latest?.ModelPackageArn || latest.ModelPackageVersion === undefined) return undefined;
  return { packageArn: latest.ModelPackageArn, version: latest.ModelPackageVersion };
}

/** Name of the model of a version. */
export function modelName({ endpointName }: ModelSettings, { version }: Approved): string {
  return `${endpointName}-v${version}`;
}

/** Name of the configuration that serves a version as the settings say: other settings make another one. */
export function configurationName(settings: ModelSettings, approved: Approved): string {
  const { variant, shadow, capture, asynchronous, kmsKeyArn } = settings;
  const hash = createHash("sha256").update(JSON.stringify([variant, shadow, capture, asynchronous, kmsKeyArn]));
  return `${modelName(settings, approved)}-${hash.digest("hex").slice(0, 8)}`;
}

/** Whether the endpoint serves the version as the settings say, and if not, whether an update can start. */
export function standOf(endpoint: DescribeEndpointOutput, name: string): "live" | "busy" | "other" {
  if (endpoint.EndpointStatus !== "InService") return "busy";
  return endpoint.EndpointConfigName === name ? "live" : "other";
}

/**
 * Moves the endpoint to a version, as its settings say: blue/green, with alarms that roll back. Running it again changes
 * nothing: everything is named by the version and the settings.
 * @param again whether a configuration that exists, which was tried and rolled back, is tried again
 */
export async function deploy(
  client: Client,
  settings: ModelSettings,
  approved: Approved,
  again: boolean,
): Promise<Outcome> {
  const { endpointName } = settings;
  const name = configurationName(settings, approved);
  const endpoint = await client.send(new DescribeEndpointCommand({ EndpointName: endpointName }));
  const stand = standOf(endpoint, name);
  if (stand !== "other") return stand === "live" ? "deployed already" : "waits for another deployment";

  await createModel(client, settings, approved);
  const isNew = await createConfiguration(client, settings, approved);
  if (!isNew && !again) return "rolled back before";
  await client.send(
    new UpdateEndpointCommand({
      EndpointName: endpointName,
      EndpointConfigName: name,
      DeploymentConfig: settings.deployment,
      // Autoscaling has chosen how many instances there are.
      RetainAllVariantProperties: settings.deployment !== undefined,
      ExcludeRetainedVariantProperties: settings.deployment && [
        { VariantPropertyType: "DataCaptureConfig" },
        { VariantPropertyType: "DesiredWeight" },
      ],
    }),
  );
  return "deploying";
}

async function createModel(client: Client, settings: ModelSettings, approved: Approved): Promise<void> {
  await unlessThere(
    client.send(
      new CreateModelCommand({
        ModelName: modelName(settings, approved),
        ExecutionRoleArn: settings.roleArn,
        PrimaryContainer: { ModelPackageName: approved.packageArn },
        // Serverless endpoints have neither.
        ...(!settings.variant.ServerlessConfig && {
          VpcConfig: { Subnets: [...settings.subnetIds], SecurityGroupIds: [settings.securityGroupId] },
          EnableNetworkIsolation: true,
        }),
      }),
    ),
  );
}

/** @returns whether it was not there before */
async function createConfiguration(client: Client, settings: ModelSettings, approved: Approved): Promise<boolean> {
  const ModelName = modelName(settings, approved);
  const { variant, shadow } = settings;
  return unlessThere(
    client.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: configurationName(settings, approved),
        KmsKeyId: settings.kmsKeyArn,
        ProductionVariants: [{ ...variant, ModelName }],
        ShadowProductionVariants: shadow && [{ ...shadow, ModelName }],
        DataCaptureConfig: settings.capture,
        AsyncInferenceConfig: settings.asynchronous,
      }),
    ),
  );
}

/** @returns whether it was not there before */
export async function unlessThere(creation: Promise<unknown>): Promise<boolean> {
  try {
    await creation;
    return true;
  } catch (error) {
    // SageMaker has no code for it.
    if (error instanceof Error && /already exist/i.test(error.message)) return false;
    throw error;
  }
}

/** Archive of a version, for jobs that score with it. */
export async function archiveOf(client: Client, { packageArn }: Approved): Promise<string> {
  const { InferenceSpecification } = await client.send(
    new DescribeModelPackageCommand({ ModelPackageName: packageArn }),
  );
  const [container] = InferenceSpecification?.Containers ?? [];
  if (!container?.ModelDataUrl) throw new Error(`expected an archive of ${packageArn}, got none`);
  return container.ModelDataUrl;
}
