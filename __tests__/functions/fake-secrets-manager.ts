import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { type Rotation, rotate, type SecretsClient } from "../../functions/shared/rotation";

/** The steps of a rotation, in the order in which Secrets Manager asks for them. */
export const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"];

/** One secret as Secrets Manager keeps it: the values and the stages of its versions. */
export class FakeSecretsManager {
  readonly values = new Map<string, string>();
  readonly stages = new Map<string, string[]>();
  rotates = true;
  made = 0;

  readonly client = { send: async (command: unknown) => this.answer(command) } as unknown as SecretsClient;

  /**
   * @param tags tags of the secret
   * @param others values of other secrets, by ARN
   */
  constructor(
    version: string,
    private readonly tags: Readonly<Record<string, string>> = {},
    private readonly others: Readonly<Record<string, string>> = {},
  ) {
    this.stages.set(version, ["AWSPENDING"]);
  }

  async run(rotation: Rotation, version: string, ...names: string[]): Promise<void> {
    for (const Step of names) {
      await rotate(this.client, { SecretId: "arn:secret", ClientRequestToken: version, Step }, rotation);
    }
  }

  private answer(command: unknown): unknown {
    if (command instanceof DescribeSecretCommand) {
      return {
        RotationEnabled: this.rotates,
        VersionIdsToStages: Object.fromEntries(this.stages),
        Tags: Object.entries(this.tags).map(([Key, Value]) => ({ Key, Value })),
      };
    }
    if (command instanceof GetRandomPasswordCommand) {
      this.made++;
      return { RandomPassword: String(this.made).padStart(command.input.PasswordLength ?? 0, "x") };
    }
    if (command instanceof GetSecretValueCommand) {
      const { SecretId = "", VersionId } = command.input;
      const SecretString = this.others[SecretId] ?? this.values.get(String(VersionId));
      if (SecretString === undefined) throw new ResourceNotFoundException({ message: "no value", $metadata: {} });
      return { SecretString };
    }
    if (command instanceof PutSecretValueCommand) {
      this.values.set(String(command.input.ClientRequestToken), String(command.input.SecretString));
      return {};
    }
    if (command instanceof UpdateSecretVersionStageCommand) {
      const { MoveToVersionId, RemoveFromVersionId, VersionStage = "" } = command.input;
      if (RemoveFromVersionId) this.stages.set(RemoveFromVersionId, ["AWSPREVIOUS"]);
      this.stages.set(String(MoveToVersionId), [VersionStage]);
      return {};
    }
    throw new Error("an unexpected call");
  }
}
