import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
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

/** Characters of a generated value: 48 letters and digits carry more than 256 bits. */
const valueLength = 48;

type Client = Pick<SecretsManagerClient, "send">;

/**
 * Rotates a secret whose value is random and kept nowhere else, such as a signing key. The four steps are those of
 * docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html; each may be called again.
 * @throws Error when the secret is not being rotated to this version
 */
export async function rotate(client: Client, event: RotationEvent): Promise<void> {
  const { SecretId, ClientRequestToken: version, Step: step } = event;
  const { RotationEnabled, VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  const stages = VersionIdsToStages[version];
  if (!RotationEnabled) throw new Error(`${SecretId} does not rotate`);
  if (!stages) throw new Error(`${SecretId} has no version ${version}`);
  if (stages.includes("AWSCURRENT")) return;
  if (!stages.includes("AWSPENDING")) throw new Error(`Version ${version} of ${SecretId} is not pending`);

  switch (step) {
    case "createSecret":
      if ((await pendingValue(client, SecretId, version)) === undefined) await create(client, SecretId, version);
      return;
    case "setSecret":
      // No database and no service keeps a copy that would have to change with it.
      return;
    case "testSecret":
      if ((await pendingValue(client, SecretId, version))?.length !== valueLength) {
        throw new Error(`The new value of ${SecretId} does not have ${valueLength} characters`);
      }
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
async function pendingValue(client: Client, SecretId: string, VersionId: string): Promise<string | undefined> {
  try {
    const pending = new GetSecretValueCommand({ SecretId, VersionId, VersionStage: "AWSPENDING" });
    return (await client.send(pending)).SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: Client, SecretId: string, ClientRequestToken: string): Promise<void> {
  const random = new GetRandomPasswordCommand({ PasswordLength: valueLength, ExcludePunctuation: true });
  const { RandomPassword: SecretString } = await client.send(random);
  const VersionStages = ["AWSPENDING"];
  await client.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages }));
}

const client = new SecretsManagerClient();

export async function handler(event: RotationEvent): Promise<void> {
  await rotate(client, event);
}
