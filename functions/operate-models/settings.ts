import type {
  AsyncInferenceConfig,
  DataCaptureConfig,
  DeploymentConfig,
  ProductionVariant,
} from "@aws-sdk/client-sagemaker";
import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { CardFacts } from "./card";

/** How a model is served, as Terraform writes it into the parameter of the model. */
export interface ModelSettings {
  readonly endpointName: string;
  readonly packageGroupName: string;
  /** None where the recovery strategy keeps no features to learn from. */
  readonly pipelineName?: string;
  /** Role of the model's containers. */
  readonly roleArn: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** Key of the disks; none of serverless endpoints. */
  readonly kmsKeyArn?: string;
  /** The variant that answers, without the model it serves. */
  readonly variant: Omit<ProductionVariant, "ModelName">;
  readonly shadow?: Omit<ProductionVariant, "ModelName">;
  readonly capture?: DataCaptureConfig;
  readonly asynchronous?: AsyncInferenceConfig;
  readonly deployment?: DeploymentConfig;
  /** Whether a violation that a monitor reports starts the pipeline. */
  readonly retrain: boolean;
  /** What cards of its versions say. */
  readonly card: CardFacts;
  /** Where monitors look for what they compare with. */
  readonly monitoring?: { readonly bucket: string; readonly folder: string };
}

/** Reads the settings of models. */
export function settingsReader(client: Pick<SSMClient, "send">, prefix: string) {
  return async (model: string): Promise<ModelSettings> => {
    const { Parameter } = await client.send(
      new GetParameterCommand({ Name: `${prefix}${model}`, WithDecryption: true }),
    );
    if (!Parameter?.Value) throw new Error(`expected the settings of ${model} in ${prefix}${model}, got none`);
    return JSON.parse(Parameter.Value) as ModelSettings;
  };
}
