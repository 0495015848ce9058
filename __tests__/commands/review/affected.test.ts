import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { affectedStacks } from "../../../commands/review/affected";
import type { Stack } from "../../../synthesized/stack";
import { type FakeParts, fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";

const security: FakeParts = {
  resources: { "aws_kms_key.logs": { description: "Logs." } },
  outputs: { logs_key_arn: "${aws_kms_key.logs.arn}", unread: "${aws_kms_key.logs.id}" },
};
const network: FakeParts = {
  resources: { "aws_flow_log.vpc": { key: "${data.terraform_remote_state.security.outputs.logs_key_arn}" } },
  reads: { security: "dev-security" },
};

const stacks = (parts: { security?: FakeParts; network?: FakeParts } = {}): Stack[] => [
  fakeStack("dev-security", parts.security ?? security),
  fakeStack("dev-network", parts.network ?? network),
];

it("names no stack where two revisions say the same, whatever their comments say", () => {
  const commented = {
    "aws_kms_key.logs": { description: "Logs.", "//": { metadata: { path: "dev-security/new/path" } } },
  };
  expect(affectedStacks(stacks(), stacks())).toEqual([]);
  expect(affectedStacks(stacks(), stacks({ security: { ...security, resources: commented } }))).toEqual([]);
});

it("names the stack in which a resource differs, and not those that read an output that stays", () => {
  const changed = { ...security, resources: { "aws_kms_key.logs": { description: "All logs." } } };
  expect(affectedStacks(stacks(), stacks({ security: changed }))).toEqual([
    { stack: "dev-security", reasons: ["aws_kms_key.logs differs"] },
  ]);
});

it("names the stacks that read an output that changed", () => {
  const changed = { ...security, outputs: { ...security.outputs, logs_key_arn: "${aws_kms_key.logs.key_id}" } };
  expect(affectedStacks(stacks(), stacks({ security: changed }))).toEqual([
    { stack: "dev-security", reasons: ["output logs_key_arn changed"] },
    { stack: "dev-network", reasons: ["reads logs_key_arn of dev-security, which changed"] },
  ]);
  const unread = { ...security, outputs: { ...security.outputs, unread: "none" } };
  expect(affectedStacks(stacks(), stacks({ security: unread })).map(({ stack }) => stack)).toEqual(["dev-security"]);
});

it("names the stacks that read an output that changed through another stack", () => {
  const chain = (key: string): Stack[] => [
    fakeStack("dev-security", { resources: { "aws_kms_key.logs": {} }, outputs: { logs_key_arn: key, other: "same" } }),
    fakeStack("dev-network", {
      outputs: {
        key_arn: "${data.terraform_remote_state.security.outputs.logs_key_arn}",
        other: "${data.terraform_remote_state.security.outputs.other}",
      },
      reads: { security: "dev-security" },
    }),
    ...["key_arn", "other"].map((output) =>
      fakeStack(output === "other" ? "dev-ai" : "dev-data", {
        resources: { "aws_sqs_queue.q": { key: `\${data.terraform_remote_state.network.outputs.${output}}` } },
        reads: { network: "dev-network" },
      }),
    ),
  ];
  expect(affectedStacks(chain("${aws_kms_key.logs.arn}"), chain("${aws_kms_key.logs.id}"))).toEqual([
    { stack: "dev-security", reasons: ["output logs_key_arn changed"] },
    { stack: "dev-network", reasons: ["reads logs_key_arn of dev-security, which changed"] },
    { stack: "dev-data", reasons: ["reads key_arn of dev-network, which changed"] },
  ]);
});

it("names new stacks and those that are gone", () => {
  const [one, other] = stacks();
  if (!one || !other) throw new Error("expected two stacks");
  expect(affectedStacks([one], [one, other])).toEqual([{ stack: "dev-network", reasons: ["is new"] }]);
  expect(affectedStacks([one, other], [one])).toEqual([{ stack: "dev-network", reasons: ["is no longer there"] }]);
});

it("names the stack whose asset differs", () => {
  const withAsset = (content: string): Stack[] => {
    const folder = temporaryFolder();
    const file = join(folder, "assets", "manifests", "gateway.yaml");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return [{ ...fakeStack("dev-application"), folder }];
  };
  expect(affectedStacks(withAsset("replicas: 2"), withAsset("replicas: 2"))).toEqual([]);
  expect(affectedStacks(withAsset("replicas: 2"), withAsset("replicas: 3"))).toEqual([
    { stack: "dev-application", reasons: ["asset assets/manifests/gateway.yaml changed"] },
  ]);
});
