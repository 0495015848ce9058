import { existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { blockedBy } from "../../../commands/deploy/changing-stacks";
import { plannedChanges } from "../../../commands/deploy/counts";
import type { PlanResult } from "../../../commands/deploy/plan-command";
import { planReport } from "../../../commands/deploy/plan-report";
import { PlanFolder } from "../../../commands/deploy/saved-plans";
import type { Outcome } from "../../../commands/deploy/schedule";
import type { Block, Stack } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";

const json = { resource_changes: [] };

/** A stack with a folder as synthesis writes it. */
function synthesized(id: string, resources: Readonly<Record<string, Block>>, asset = "code"): Stack {
  const stack = { ...fakeStack(id, { resources }), folder: temporaryFolder() };
  writeFileSync(join(stack.folder, "cdk.tf.json"), JSON.stringify(stack.json));
  mkdirSync(join(stack.folder, "assets"));
  writeFileSync(join(stack.folder, "assets", "chat.zip"), asset);
  return stack;
}

/** Plans of two stacks, kept. */
function kept() {
  const network = synthesized("dev-network", { "aws_vpc.vpc": { cidr_block: "10.0.0.0/16" } });
  const data = synthesized("dev-data", { "aws_sqs_queue.work": { name: "work" } });
  const plans = new PlanFolder(join(temporaryFolder(), "plans"));
  for (const stack of [network, data]) {
    plans.ready(stack);
    writeFileSync(plans.planFile(stack), `plan of ${stack.id}`);
    plans.keep(stack, json);
  }
  plans.writeList([network, data], "AWS", "1.11.4");
  return { plans, network, data };
}

it("hands out the plans that were written, for the stacks as they were planned", () => {
  const { plans, network, data } = kept();
  const verified = plans.verified([network, data], "AWS", "1.11.4");
  expect([...verified.keys()]).toEqual(["dev-network", "dev-data"]);
  expect(verified.get("dev-data")).toEqual({ plan: Buffer.from("plan of dev-data"), json });
});

it("says what differs from the stack that was planned", () => {
  const { plans, network, data } = kept();
  const wider = synthesized("dev-network", { "aws_vpc.vpc": { cidr_block: "10.0.0.0/8" } });
  const other = synthesized("dev-data", { "aws_sqs_queue.work": { name: "work" } }, "other code");
  const refuse =
    (...stacks: Stack[]) =>
    () =>
      plans.verified(stacks, "AWS", "1.11.4");
  expect(refuse(wider, data)).toThrow("dev-network is not as it was planned: aws_vpc.vpc differs.");
  expect(refuse(network, other)).toThrow("dev-data is not as it was planned: an asset differs.");
  expect(refuse(data)).toThrow("dev-network: the plan is of a stack that is no longer there.");
  expect(refuse(wider, data)).toThrow("Nothing was applied.");
});

it.each<[string, (plans: PlanFolder, stack: Stack) => void, RegExp]>([
  [
    "is another",
    (plans, stack) => writeFileSync(plans.planFile(stack), "evil"),
    /dev-data\/plan is not what was written/,
  ],
  ["is cut off", (plans, stack) => truncateSync(plans.planFile(stack), 4), /dev-data\/plan is not what was written/],
  ["is missing", (plans, stack) => rmSync(plans.planFile(stack)), /dev-data\/plan is missing/],
  [
    "is not what the JSON shows",
    (plans, stack) => writeFileSync(plans.jsonFile(stack), "{}"),
    /dev-data\/plan\.json is not what was written/,
  ],
])("refuses a plan that %s", (_, tamper, message) => {
  const { plans, network, data } = kept();
  tamper(plans, data);
  expect(() => plans.verified([network, data], "AWS", "1.11.4")).toThrow(message);
});

it("refuses plans for another target, of another Terraform, and lists of another version or cut off", () => {
  const { plans, network, data } = kept();
  const verify = (target: string, version: string) => () => plans.verified([network, data], target, version);
  expect(verify("moto at http://127.0.0.1:5566", "1.11.4")).toThrow("for AWS, not for moto");
  expect(verify("AWS", "1.12.0")).toThrow("Terraform 1.11.4 wrote the plans; this is 1.12.0.");
  writeFileSync(join(plans.folder, "plans.json"), '{"format":2}');
  expect(verify("AWS", "1.11.4")).toThrow("is no list of plans of this version");
  writeFileSync(join(plans.folder, "plans.json"), '{"format":1,"tar');
  expect(verify("AWS", "1.11.4")).toThrow("is no list of plans of this version");
  rmSync(join(plans.folder, "plans.json"));
  expect(verify("AWS", "1.11.4")).toThrow("strata plan --out");
});

it("keeps no plan of a stack that was synthesized anew while it was planned", () => {
  const { plans, network, data } = kept();
  plans.ready(network);
  writeFileSync(join(network.folder, "cdk.tf.json"), "{}");
  expect(() => plans.keep(network, json)).toThrow("dev-network was synthesized anew while it was planned.");
  writeFileSync(join(data.folder, "cdk.tf.json"), "{}");
  plans.writeList([data], "AWS", "1.11.4");
  expect(() => plans.verified([data], "AWS", "1.11.4")).toThrow("dev-data is not as it was planned");
});

it("removes earlier plans, and nothing from a folder that holds anything else", () => {
  const { plans } = kept();
  plans.clear();
  expect(existsSync(plans.folder)).toBe(false);
  expect(() => plans.clear()).not.toThrow();

  const { plans: mixed } = kept();
  writeFileSync(join(mixed.folder, "dev-data", "notes.txt"), "mine");
  expect(() => mixed.clear()).toThrow("which holds something else. Nothing was removed.");
  expect(existsSync(join(mixed.folder, "dev-network", "plan"))).toBe(true);
  expect(() => new PlanFolder(join(mixed.folder, "plans.json")).clear()).toThrow("which holds something else");
});

it("knows which stacks wait for one that was never applied", () => {
  const stacks = [
    fakeStack("dev-security"),
    fakeStack("dev-network", { reads: { security: "dev-security" } }),
    fakeStack("dev-data", { reads: { security: "dev-security", network: "dev-network" } }),
  ];
  expect([...blockedBy(stacks, ["dev-security"])]).toEqual([["dev-data", "dev-network"]]);
  expect(blockedBy(stacks, ["dev-security", "dev-network"]).size).toBe(0);
});

it("reports the time of each stack, and what it waits for", () => {
  const stacks = [
    fakeStack("dev-security"),
    fakeStack("dev-network", { reads: { security: "dev-security" } }),
    fakeStack("dev-data", { reads: { network: "dev-network" } }),
  ];
  const done = (more: Partial<PlanResult>): Outcome<PlanResult> => ({
    state: "done",
    result: { changes: [], hasChanges: false, remarks: "", ...more },
  });
  const outcomes = new Map<string, Outcome<PlanResult>>([
    ["dev-security", { state: "failed", error: new Error("no credentials") }],
    ["dev-network", done({ hasChanges: true })],
    ["dev-data", done({ blockedBy: "dev-network" })],
  ]);
  const times = new Map([["dev-network", 2345]]);
  expect(planReport("AWS", stacks, { outcomes, milliseconds: 4000 }, times)).toMatchObject({
    format: 1,
    seconds: 4,
    stacks: [
      { stack: "dev-security", state: "failed", error: "no credentials" },
      { stack: "dev-network", state: "changes", seconds: 2.3, blockedBy: "dev-security" },
      { stack: "dev-data", state: "blocked", blockedBy: "dev-network" },
    ],
  });
});

it("counts the changes of a plan in JSON as its messages do", () => {
  const change = (...actions: string[]) => ({
    address: "a.b",
    type: "a",
    mode: "managed",
    change: { actions, before: null, after: null },
  });
  const changes = plannedChanges({
    resource_changes: [
      change("delete", "create"),
      change("no-op"),
      change("update"),
      { ...change("read"), mode: "data" },
    ],
  });
  expect(changes.map(({ action }) => action)).toEqual(["replace", "noop", "update"]);
});
