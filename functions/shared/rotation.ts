import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";

/** What Secrets Manager sends at each step of a rotation. */
export interface RotationEvent {
  /** ARN of the secret. */
  readonly SecretId: string;
  /** Id of the version that is to become the current one. */
  readonly ClientRequestToken: string;
  readonly Step: string;
}

/** As much of a client as a rotation needs. */
export type SecretsClient = Pick<SecretsManagerClient, "send">;

/** What differs from one kind of secret to another. */
export interface Rotation {
  /** Makes a new value. */
  readonly make: (tags: ReadonlyMap<string, string>) => Promise<string>;
  /** Gives the new value to whatever keeps a copy of it. @default nothing does */
  readonly set?: (value: string) => Promise<void>;
  /** @throws Error when the new value does not work */
  readonly test: (value: string) => Promise<void>;
}

/** Characters of a random text: 48 letters and digits carry more than 256 bits. */
export const randomLength = 48;

/** A text of letters and digits that Secrets Manager draws. */
export async function randomText(client: SecretsClient): Promise<string> {
  const random = new GetRandomPasswordCommand({ PasswordLength: randomLength, ExcludePunctuation: true });
  const { RandomPassword } = await client.send(random);
  if (!RandomPassword) throw new Error("Secrets Manager drew no random text");
  return RandomPassword;
}

/**
 * One step of a rotation, each of which may be called again
 * (docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html).
 * @throws Error when the secret is not being rotated to this version
 */
export async function rotate(client: SecretsClient, event: RotationEvent, rotation: Rotation): Promise<void> {
  const { SecretId, ClientRequestToken: version, Step: step } = event;
  const secret = await client.send(new DescribeSecretCommand({ SecretId }));
  const { RotationEnabled, VersionIdsToStages = {}, Tags = [] } = secret;
  const stages = VersionIdsToStages[version];
  if (!RotationEnabled) throw new Error(`${SecretId} does not rotate`);
  if (!stages) throw new Error(`${SecretId} has no version ${version}`);
  if (stages.includes("AWSCURRENT")) return;
  if (!stages.includes("AWSPENDING")) throw new Error(`Version ${version} of ${SecretId} is not pending`);

  const pending = await pendingValue(client, SecretId, version);
  if (step === "createSecret") {
    if (pending !== undefined) return;
    const SecretString = await rotation.make(new Map(Tags.map(({ Key = "", Value = "" }) => [Key, Value])));
    const put = { SecretId, ClientRequestToken: version, SecretString, VersionStages: ["AWSPENDING"] };
    await client.send(new PutSecretValueCommand(put));
    return;
  }
  if (pending === undefined) throw new Error(`Version ${version} of ${SecretId} has no value yet`);
  switch (step) {
    case "setSecret":
      await rotation.set?.(pending);
      return;
    case "testSecret":
      await rotation.test(pending);
      return;
    case "finishSecret": {
      const current = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes("AWSCURRENT"));
      const move = { SecretId, VersionStage: "AWSCURRENT", MoveToVersionId: version, RemoveFromVersionId: current };
      await client.send(new UpdateSecretVersionStageCommand(move));
      return;
    }
    default:
      throw new Error(`Rotation has no step ${step}`);
  }
}

/** The value of the pending version, or undefined before there is one. */
async function pendingValue(client: SecretsClient, SecretId: string, VersionId: string): Promise<string | undefined> {
  try {
    const pending = new GetSecretValueCommand({ SecretId, VersionId, VersionStage: "AWSPENDING" });
    return (await client.send(pending)).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
