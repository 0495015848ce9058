import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type MergeOptions, writeMergedRoot } from "../../../commands/merged-root/merged-root";
import type { Block } from "../../../synthesized/stack";
import { built, fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";

const security = fakeStack("dev-security", {
  outputs: { logs_key_arn: "${aws_kms_key.logs.arn}" },
  resources: {
    "aws_kms_key.logs": built("dev-security/logs/key", { lifecycle: { prevent_destroy: true, ignore_changes: [] } }),
  },
});
const network = fakeStack("dev-network", {
  reads: { security: "dev-security" },
  resources: {
    "data.aws_region.here": {},
    "aws_sns_topic.topic": {
      provider: "aws.edge",
      name: "x-${data.terraform_remote_state.security.outputs.logs_key_arn}-y",
      tags: ["${data.terraform_remote_state.security.outputs.logs_key_arn}"],
    },
  },
  json: {
    provider: { aws: [{ region: "us-east-1" }, { region: "eu-west-1", alias: "edge" }] },
    moved: [{ from: "aws_sns_topic.old", to: "aws_sns_topic.topic" }],
    import: [{ to: "aws_sns_topic.topic", id: "arn", provider: "aws.edge" }],
    removed: { from: "aws_sqs_queue.gone" },
  },
});

it("names files as the stack's own root does, so that a state of the stack has the same paths", () => {
  const function_ = { filename: "${path.module}/assets/code.zip" };
  const stack = fakeStack("dev-data", { resources: { "aws_lambda_function.load": function_ } });
  const { read } = write({ stacks: [stack] });
  const { load } = (read("modules/dev-data/cdk.tf.json").resource as Record<string, Block>)
    .aws_lambda_function as Block;
  expect(load).toEqual({ filename: "./assets/code.zip" });
});

function write(options: Partial<MergeOptions> = {}) {
  const folder = temporaryFolder();
  const root = writeMergedRoot({ stacks: [security, network], folder, providers: "region", ...options });
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), "utf8")) as Record<string, Block>;
  const child = root.stacks.includes(network) ? read("modules/dev-network/cdk.tf.json") : {};
  return { root, rootJson: read("root.tf.json"), child, read };
}

it("feeds a consumer from its producers' outputs", () => {
  const { rootJson, child } = write();
  expect(rootJson.module?.["dev-network"]).toEqual({
    source: "./modules/dev-network",
    providers: { aws: "aws.us-east-1", "aws.edge": "aws.eu-west-1" },
    security: { logs_key_arn: "${module.dev-security.logs_key_arn}" },
  });
  expect(child.variable).toEqual({ security: { type: "object({ logs_key_arn = any })" } });
  expect(child.resource).toEqual({
    aws_sns_topic: {
      topic: {
        provider: "aws.edge",
        name: "x-${var.security.logs_key_arn}-y",
        tags: ["${var.security.logs_key_arn}"],
      },
    },
  });
  expect(child.data).toEqual({ aws_region: { here: {} } });
});

it("takes backend and providers out of the children, and names the aliases they expect", () => {
  const { child, rootJson } = write();
  expect(child.provider).toBeUndefined();
  expect(child.terraform).toEqual({
    required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0", configuration_aliases: ["aws.edge"] } },
  });
  expect(rootJson.provider?.aws).toMatchObject([
    { region: "us-east-1", alias: "us-east-1" },
    { region: "eu-west-1", alias: "eu-west-1" },
  ]);
});

it("gives each stack its own providers where that matters", () => {
  const { root, rootJson } = write({ providers: "stack", awsSettings: { max_retries: 4 } });
  expect(root.providers).toEqual(["aws.dev-security", "aws.dev-network", "aws.dev-network-edge"]);
  expect(rootJson.provider?.aws).toContainEqual({ region: "eu-west-1", max_retries: 4, alias: "dev-network-edge" });
  expect(root.passed.get("dev-network")).toEqual({ aws: "aws.dev-network", "aws.edge": "aws.dev-network-edge" });
});

it("lets stacks with equal settings share a provider, and no others", () => {
  const stacks = [security, fakeStack("dev-data"), fakeStack("prod-data", { json: { provider: { aws: [{}] } } })];
  const { root } = write({ stacks, providers: "stack" });
  expect(root.providers).toEqual(["aws.dev-security", "aws.prod-data"]);
  expect(root.passed.get("dev-data")).toEqual({ aws: "aws.dev-security" });
});

it("keeps moves in the child and lifts imports and removals to the root", () => {
  const { child, rootJson } = write();
  expect(child.moved).toEqual([{ from: "aws_sns_topic.old", to: "aws_sns_topic.topic" }]);
  expect(child).not.toHaveProperty("import");
  expect(child).not.toHaveProperty("removed");
  expect(rootJson.import).toEqual([
    { to: "module.dev-network.aws_sns_topic.topic", id: "arn", provider: "aws.eu-west-1" },
  ]);
  expect(rootJson.removed).toEqual([{ from: "module.dev-network.aws_sqs_queue.gone" }]);
});

it("leaves imports out and lifts prevent_destroy where everything is made up and destroyed at the end", () => {
  const { rootJson, read } = write({ mocked: true });
  expect(rootJson).not.toHaveProperty("import");
  expect(read("modules/dev-security/cdk.tf.json").resource).toMatchObject({
    aws_kms_key: { logs: { lifecycle: { ignore_changes: [] } } },
  });
  expect(JSON.stringify(read("modules/dev-security/cdk.tf.json"))).not.toContain("prevent_destroy");
  expect(JSON.stringify(write().read("modules/dev-security/cdk.tf.json"))).toContain("prevent_destroy");
});

it("replaces outputs that a producer cannot give", () => {
  const { rootJson } = write({ standIns: () => ({ logs_key_arn: "example", more: "x" }) });
  expect(rootJson.module?.["dev-network"]).toMatchObject({ security: { logs_key_arn: "example", more: "x" } });
});

it("forgets the children of an earlier run", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "modules/old-stack"), { recursive: true });
  writeMergedRoot({ stacks: [security], folder, providers: "region" });
  expect(existsSync(join(folder, "modules/old-stack"))).toBe(false);
  expect(existsSync(join(folder, "modules/dev-security/cdk.tf.json"))).toBe(true);
  expect(existsSync(join(folder, ".terraform.lock.hcl"))).toBe(true);
});
