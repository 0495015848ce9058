import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { describe, expect, test } from "vitest";
import { rotate } from "../../functions/rotate-secret/index";

type Client = Pick<SecretsManagerClient, "send">;

/** One secret as Secrets Manager keeps it: the values and the stages of its versions. */
class FakeSecretsManager {
  readonly values = new Map<string, string>();
  readonly stages = new Map<string, string[]>();
  rotates = true;
  made = 0;

  readonly client = { send: async (command: unknown) => this.answer(command) } as unknown as Client;

  private answer(command: unknown): unknown {
    if (command instanceof DescribeSecretCommand) {
      return { RotationEnabled: this.rotates, VersionIdsToStages: Object.fromEntries(this.stages) };
    }
    if (command instanceof GetRandomPasswordCommand) {
      this.made++;
      return { RandomPassword: String(this.made).padStart(command.input.PasswordLength ?? 0, "x") };
    }
    if (command instanceof GetSecretValueCommand) {
      const SecretString = this.values.get(String(command.input.VersionId));
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

const steps = ["createSecret", "setSecret", "testSecret", "finishSecret"];

async function run(secrets: FakeSecretsManager, version: string, ...names: string[]) {
  for (const Step of names) await rotate(secrets.client, { SecretId: "arn:secret", ClientRequestToken: version, Step });
}

function pending(version: string): FakeSecretsManager {
  const secrets = new FakeSecretsManager();
  secrets.stages.set(version, ["AWSPENDING"]);
  return secrets;
}

describe("the rotation of a generated secret", () => {
  test("gives a secret without a value its first one", async () => {
    const secrets = pending("v1");
    await run(secrets, "v1", ...steps);
    expect(secrets.values.get("v1")).toHaveLength(48);
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSCURRENT"] });
  });

  test("moves the current stage to the new value and keeps the one before", async () => {
    const secrets = pending("v2");
    secrets.stages.set("v1", ["AWSCURRENT"]);
    secrets.values.set("v1", "old");
    await run(secrets, "v2", ...steps);
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT"] });
    expect(secrets.values.get("v1")).toBe("old");
    expect(secrets.values.get("v2")).not.toBe("old");
  });

  test("makes one value, however often a step is called", async () => {
    const secrets = pending("v1");
    await run(secrets, "v1", "createSecret", "createSecret", ...steps, ...steps);
    expect(secrets.made).toBe(1);
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSCURRENT"] });
  });

  test("does not finish with a value it did not make", async () => {
    const secrets = pending("v1");
    secrets.values.set("v1", "short");
    await expect(run(secrets, "v1", "testSecret")).rejects.toThrow("does not have 48 characters");
  });

  test.each([
    ["that does not rotate", (secrets: FakeSecretsManager) => Object.assign(secrets, { rotates: false }), "not rotate"],
    ["without that version", (secrets: FakeSecretsManager) => secrets.stages.clear(), "has no version v1"],
    ["whose version is old", (secrets: FakeSecretsManager) => secrets.stages.set("v1", ["AWSPREVIOUS"]), "not pending"],
  ])("refuses a secret %s", async (_, change, message) => {
    const secrets = pending("v1");
    change(secrets);
    await expect(run(secrets, "v1", "createSecret")).rejects.toThrow(message);
    expect(secrets.values.size).toBe(0);
  });

  test("refuses a step it does not know", async () => {
    await expect(run(pending("v1"), "v1", "dropSecret")).rejects.toThrow("no step dropSecret");
  });
});
