import { describe, expect, test } from "vitest";
import { generatedValue } from "../../functions/rotate-secret/index";
import { FakeSecretsManager, steps } from "./fake-secrets-manager";

async function run(secrets: FakeSecretsManager, version: string, ...names: string[]) {
  await secrets.run(generatedValue(secrets.client), version, ...names);
}

describe("the rotation of a generated secret", () => {
  test("gives a secret without a value its first one", async () => {
    const secrets = new FakeSecretsManager("v1");
    await run(secrets, "v1", ...steps);
    expect(secrets.values.get("v1")).toHaveLength(48);
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSCURRENT"] });
  });

  test("moves the current stage to the new value and keeps the one before", async () => {
    const secrets = new FakeSecretsManager("v2");
    secrets.stages.set("v1", ["AWSCURRENT"]);
    secrets.values.set("v1", "old");
    await run(secrets, "v2", ...steps);
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT"] });
    expect(secrets.values.get("v1")).toBe("old");
    expect(secrets.values.get("v2")).not.toBe("old");
  });

  test("makes one value, however often a step is called", async () => {
    const secrets = new FakeSecretsManager("v1");
    await run(secrets, "v1", "createSecret", "createSecret", ...steps, ...steps);
    expect(secrets.made).toBe(1);
    expect(Object.fromEntries(secrets.stages)).toEqual({ v1: ["AWSCURRENT"] });
  });

  test("does not finish with a value it did not make", async () => {
    const secrets = new FakeSecretsManager("v1");
    secrets.values.set("v1", "short");
    await expect(run(secrets, "v1", "testSecret")).rejects.toThrow("does not have 48 characters");
  });

  test.each([
    ["that does not rotate", (secrets: FakeSecretsManager) => Object.assign(secrets, { rotates: false }), "not rotate"],
    ["without that version", (secrets: FakeSecretsManager) => secrets.stages.clear(), "has no version v1"],
    ["whose version is old", (secrets: FakeSecretsManager) => secrets.stages.set("v1", ["AWSPREVIOUS"]), "not pending"],
  ])("refuses a secret %s", async (_, change, message) => {
    const secrets = new FakeSecretsManager("v1");
    change(secrets);
    await expect(run(secrets, "v1", "createSecret")).rejects.toThrow(message);
    expect(secrets.values.size).toBe(0);
  });

  test.each(["setSecret", "testSecret", "finishSecret"])("refuses %s before there is a value", async (step) => {
    await expect(run(new FakeSecretsManager("v1"), "v1", step)).rejects.toThrow("has no value yet");
  });

  test("refuses a step it does not know", async () => {
    await expect(run(new FakeSecretsManager("v1"), "v1", "createSecret", "dropSecret")).rejects.toThrow(
      "no step dropS",
    );
  });
});
