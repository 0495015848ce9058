import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Change } from "../../../commands/preview/changes";
import { disagreements, readPlans } from "../../../commands/review/plans";
import { fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";

const stack = fakeStack("dev-data", { resources: { "aws_sqs_queue.work": { name: "work" } } });

/** A plan of that stack, with a change of its queue. */
function planOf(more: object = {}, addresses = ["aws_sqs_queue.work"]): string {
  return JSON.stringify({
    format_version: "1.2",
    resource_changes: [
      {
        address: "aws_sqs_queue.work",
        mode: "managed",
        change: { actions: ["update"], before: { delay_seconds: 9 }, after: { delay_seconds: 0 } },
      },
    ],
    configuration: { root_module: { resources: addresses.map((address) => ({ address })) } },
    ...more,
  });
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

it.each(["dev-data.json", "dev-data/plan.json"])("reads a plan in %s", (name) => {
  const folder = folderWith({ [name]: planOf(), "plans.json": "{}" });
  expect(readPlans(folder, [stack])).toMatchObject([
    {
      stack: "dev-data",
      changes: [{ action: "update", attributes: [{ name: "delay_seconds", before: 9, after: 0 }] }],
    },
  ]);
});

it.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ["of no stack", { "dev-other.json": planOf() }, /no stack is called "dev-other"/],
  ["cut off", { "dev-data.json": planOf().slice(0, 40) }, /was cut off after 40 characters/],
  ["of another version", { "dev-data.json": planOf({ format_version: "2.0" }) }, /expected .* format 1, got 2\.0/],
  ["no plan", { "dev-data.json": "{}" }, /format 1, got none/],
  ["with an error", { "dev-data.json": planOf({ errored: true }) }, /ended with an error/],
  [
    "of another stack",
    { "dev-data.json": planOf({}, ["aws_vpc.vpc"]) },
    /another stack or revision than dev-data: it has aws_vpc\.vpc, the stack has not; it has no aws_sqs_queue\.work/,
  ],
  ["missing", {}, /holds no plans/],
])("refuses a plan that is %s", (_, files, message) => {
  expect(() => readPlans(folderWith(files), [stack])).toThrow(message);
});

it("says where a plan and the comparison disagree", () => {
  const [plan] = readPlans(folderWith({ "dev-data.json": planOf() }), [stack]);
  const change = (action: Change["action"], ...names: string[]): Change => ({
    place: { stack: "dev-data", environment: "dev", layer: "data", address: "aws_sqs_queue.work" },
    action,
    attributes: names.map((name) => ({ name, unknown: false, forcesReplacement: false })),
  });
  const against = (...compared: Change[]) => disagreements(plan ? [plan] : [], compared);
  expect(against(change("update", "delay_seconds"))).toEqual([]);
  expect(against()).toMatchObject([{ planned: "update", attributes: ["delay_seconds"] }]);
  expect(against(change("replace", "name"))).toMatchObject([
    { planned: "update", compared: "replace", attributes: ["delay_seconds", "name"] },
  ]);
});
