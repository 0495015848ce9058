import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { type Emulator, loadEmulator } from "../../../commands/emulator/definition";
import type { Change } from "../../../commands/preview/changes";
import { emulatorTarget } from "../../../commands/preview/emulator";
import type { PreviewTarget } from "../../../commands/preview/plan";
import { securityOutputs } from "../../../layers/security/outputs";
import type { Stack } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";

const emulator: Emulator = {
  ...loadEmulator("moto"),
  unsupported: { aws_kms_key: "not here", aws_sfn_activity: "not even in a plan" },
  unplannable: ["aws_sfn_activity"],
  unsupportedWith: [],
  arguments: { aws_vpc: { tags: { placed: "yes" } } },
  knownDifferences: [{ reason: "not stored", attributes: ["tags", "tags_all"], types: ["aws_vpc"] }],
};

const producer = fakeStack("dev-security", {
  resources: {
    "aws_kms_key.logs": {},
    "aws_sfn_activity.work": {},
    "aws_ssm_parameter.note": { value: "${aws_sfn_activity.work.id}" },
    "aws_vpc.vpc": { cidr_block: "10.0.0.0/16" },
  },
  outputs: {
    logs_key_arn: "${aws_kms_key.logs.arn}",
    lake_key_arn: "${aws_sfn_activity.work.id}",
    vpc_id: "${aws_vpc.vpc.id}",
    vpc_cidr: "10.0.0.0/16",
  },
});
const consumer = fakeStack("dev-network", { reads: { security: "dev-security" } });

/** The target, with something that answers where the emulator would. */
async function target(stacks: readonly Stack[]): Promise<PreviewTarget> {
  const server = createServer((_, response) => response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("STRATA_EMULATOR_ENDPOINT", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  onTestFinished(() => {
    server.close();
    vi.unstubAllEnvs();
  });
  return emulatorTarget(stacks, emulator);
}

it("leaves out what cannot even be planned, with all that needs it, and plans everything else", async () => {
  const [security] = (await target([producer, consumer])).stacks;
  const resources = security?.json.resource;
  expect(resources).toEqual({
    aws_kms_key: { logs: producer.json.resource?.aws_kms_key?.logs },
    aws_vpc: { vpc: { cidr_block: "10.0.0.0/16", tags: { placed: "yes" } } },
  });
  expect(Object.keys(security?.json.output ?? {})).toEqual(["logs_key_arn", "vpc_id", "vpc_cidr"]);
});

it("gives consumers the examples that they were deployed with", async () => {
  const { standIns } = await target([producer, consumer]);
  expect(standIns?.(consumer, producer)).toEqual({
    logs_key_arn: securityOutputs.fields.logsKeyArn.example,
    lake_key_arn: securityOutputs.fields.lakeKeyArn.example,
    vpc_cidr: "10.0.0.0/16",
  });
  expect(standIns?.(producer, consumer)).toEqual({});
});

it("tells the emulator's own differences from changes", async () => {
  const { expected } = await target([producer, consumer]);
  const change = (action: Change["action"], address: string, ...names: string[]): boolean | undefined =>
    expected?.({
      place: { stack: "dev-security", environment: "dev", layer: "security", address },
      action,
      attributes: names.map((name) => ({
        name: name.replace("!", ""),
        unknown: false,
        forcesReplacement: name.endsWith("!"),
      })),
    });
  expect(change("create", "aws_kms_key.logs")).toBe(true);
  expect(change("create", "aws_vpc.vpc")).toBe(false);
  expect(change("update", "aws_vpc.vpc", "tags", "tags_all")).toBe(true);
  expect(change("update", "aws_vpc.vpc", "tags", "cidr_block")).toBe(false);
  expect(change("update", "aws_kms_key.logs", "tags")).toBe(false);
  expect(change("replace", "aws_vpc.vpc", "tags!", "arn")).toBe(true);
  expect(change("replace", "aws_vpc.vpc", "tags!", "cidr_block!")).toBe(false);
  expect(change("replace", "aws_vpc.vpc", "tags", "arn")).toBe(false);
  expect(change("delete", "aws_vpc.vpc")).toBe(false);
});

it("expects no output of a stack that its apply with targets does not write", async () => {
  const { writes } = await target([producer, consumer]);
  expect(writes?.(producer)).toEqual(new Set(["vpc_id"]));
  const whole = fakeStack("dev-network", { resources: { "aws_vpc.vpc": {} }, outputs: { vpc_cidr: "10.0.0.0/16" } });
  expect((await target([whole])).writes?.(whole)).toEqual(new Set(["vpc_cidr"]));
});

it("plans with the emulator's settings and states", async () => {
  const { awsSettings, env, backendOf } = await target([producer]);
  expect(awsSettings).toMatchObject({ s3_use_path_style: true, allowed_account_ids: [emulator.account] });
  expect(env?.AWS_ENDPOINT_URL).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(backendOf(producer)).toEqual({
    s3: { bucket: "states", key: "dev-security/terraform.tfstate", region: "us-east-1", use_path_style: true },
  });
});
