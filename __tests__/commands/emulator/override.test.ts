import { afterEach, describe, expect, it, vi } from "vitest";
import { emulatorEnvironment, overrideJson } from "../../../commands/emulator/override";
import { fakeStack } from "../../support/fake-stacks";
import { emulatorOf } from "./fake-emulator";
import { fakeServer } from "./fake-server";

const emulator = emulatorOf();
const producer = fakeStack("dev-security", {
  resources: { "aws_missing_thing.key": {}, "aws_bucket.archive": {} },
  outputs: { logs_key_arn: "${aws_missing_thing.key.arn}", log_archive_bucket_name: "${aws_bucket.archive.id}" },
});

describe("overrideJson", () => {
  it("gives every provider block the settings of the emulator, its alias kept", () => {
    const stack = fakeStack("dev-edge", { aliases: { edge: "eu-west-1" } });
    const settings = { s3_use_path_style: true, allowed_account_ids: ["123456789012"] };
    expect(overrideJson(stack, [stack], emulator).provider).toEqual({
      aws: [settings, { alias: "edge", ...settings }],
    });
  });

  it("keeps bucket, key and region of an s3 backend", () => {
    expect(overrideJson(producer, [producer], emulator).terraform).toEqual({
      backend: {
        s3: { bucket: "states", key: "dev-security/terraform.tfstate", region: "us-east-1", use_path_style: true },
      },
    });
  });

  const local = { path: "../x.tfstate" };
  const cloud = { organization: "acme", workspaces: { name: "dev-security" } };
  it.each([
    ["local", { backend: { local } }, { backend: "local", config: local }],
    ["cloud", { cloud }, { backend: "remote", config: cloud }],
  ])("moves a %s state into the emulator, and its readers with it", (_, terraform, security) => {
    const moved = fakeStack("dev-security", { json: { terraform } });
    const consumer = fakeStack("dev-network", { json: { data: { terraform_remote_state: { security } } } });
    const place = { bucket: "dev-emulator-state", key: "dev-security/terraform.tfstate", region: "us-east-1" };
    expect(overrideJson(moved, [moved], emulator).terraform).toMatchObject({ backend: { s3: place } });
    expect(overrideJson(consumer, [consumer, moved], emulator).data).toMatchObject({
      terraform_remote_state: { security: { backend: "s3", config: place } },
    });
  });

  it("lets the contract's example replace an output that depends on what is left out, and no other", () => {
    const consumer = fakeStack("dev-network", { reads: { security: "dev-security" } });
    expect(overrideJson(consumer, [producer, consumer], emulator).data).toEqual({
      terraform_remote_state: {
        security: {
          backend: "s3",
          config: {
            bucket: "states",
            key: "dev-security/terraform.tfstate",
            region: "us-east-1",
            use_path_style: true,
          },
          defaults: { logs_key_arn: expect.stringMatching(/^arn:aws:kms:/) },
        },
      },
    });
  });

  it("gives the example of a map the keys that the producer publishes", () => {
    const edge = fakeStack("dev-presentation", {
      resources: { "aws_cloudfront_distribution.api": {}, "aws_cloudfront_distribution.www": {} },
      outputs: {
        distribution_ids: {
          api: "${aws_cloudfront_distribution.api.id}",
          www: "${aws_cloudfront_distribution.www.id}",
        } as never,
      },
    });
    const reader = fakeStack("dev-monitoring", { reads: { presentation: "dev-presentation" } });
    const without = emulatorOf({ unsupported: { aws_cloudfront_distribution: "not there" } });
    expect(overrideJson(reader, [edge, reader], without).data).toMatchObject({
      terraform_remote_state: {
        presentation: { defaults: { distribution_ids: { api: expect.any(String), www: expect.any(String) } } },
      },
    });
  });

  it("finds the producer of another environment", () => {
    const primary = fakeStack("prod-security");
    const consumer = fakeStack("dr-security", { reads: { prod_security: "prod-security" } });
    expect(overrideJson(consumer, [primary, consumer], emulator).data).toMatchObject({
      terraform_remote_state: { prod_security: { config: { key: "prod-security/terraform.tfstate" } } },
    });
  });

  it("places the arguments that a type needs on each of its resources", () => {
    const patient = emulatorOf({ arguments: { aws_slow_thing: { timeouts: [{ create: "30s" }] } } });
    const stack = fakeStack("dev-data", { resources: { "aws_slow_thing.a": {}, "aws_slow_thing.b": {} } });
    const placed = { timeouts: [{ create: "30s" }] };
    expect(overrideJson(stack, [stack], patient).resource).toEqual({ aws_slow_thing: { a: placed, b: placed } });
  });
});

describe("emulatorEnvironment", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("hides every real credential and endpoint of the caller", async () => {
    const endpoint = await fakeServer(200);
    vi.stubEnv("STRATA_EMULATOR_ENDPOINT", `${endpoint}/`);
    vi.stubEnv("AWS_PROFILE", "production");
    vi.stubEnv("AWS_SESSION_TOKEN", "real");
    vi.stubEnv("AWS_ENDPOINT_URL_S3", "https://s3.example.com");
    vi.stubEnv("AWS_CONFIG_FILE", "/home/ada/.aws/config");
    expect(await emulatorEnvironment(emulator)).toMatchObject({
      AWS_PROFILE: "",
      AWS_SESSION_TOKEN: "",
      AWS_ENDPOINT_URL_S3: "",
      AWS_CONFIG_FILE: expect.not.stringContaining("ada"),
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "testing",
    });
  });
});
