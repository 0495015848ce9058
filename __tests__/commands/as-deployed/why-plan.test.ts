import { join } from "node:path";
import { expect, it } from "vitest";
import { outputValues, snapshot } from "../../../commands/as-deployed/snapshot";
import { whyPlan } from "../../../commands/as-deployed/why-plan";
import type { State } from "../../../commands/preview/merge-states";
import type { Block, Stack } from "../../../synthesized/stack";
import { built, type FakeParts, fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
import { write } from "../terraform/fakes";

const parts: FakeParts = {
  reads: { network: "dev-network" },
  resources: {
    "aws_vpc.vpc": built("dev-data/vpc", { tags: { of: "${data.terraform_remote_state.network.outputs.id}" } }),
  },
};
const state: State = {
  version: 4,
  terraform_version: "1.11.0",
  lineage: "one",
  serial: 3,
  resources: [{ mode: "managed", type: "aws_vpc", name: "vpc", provider: "aws", instances: [{ id: 1 }] }],
  outputs: {},
};
const producer: State = { ...state, outputs: { id: { value: "vpc-1" }, other: { value: [1] } } };

interface Situation {
  readonly stack?: Stack;
  readonly state?: State | undefined;
  readonly producer?: State;
  readonly setting?: Block;
  readonly terraform?: string;
}

/** The stack, as it is in a situation that differs from the usual one. */
function at(situation: Situation = {}) {
  const all = { stack: fakeStack("dev-data", parts), state, producer, setting: {}, terraform: "1.11.0", ...situation };
  const stacks = [fakeStack("dev-network", { outputs: { id: "x", other: "y" } }), all.stack];
  const surroundings = { stacks, terraform: all.terraform, setting: () => all.setting };
  return snapshot(all.stack, all.state, surroundings, () => outputValues(all.producer));
}
const why = (situation: Situation) => whyPlan(at(situation), at());
const withParts = (more: FakeParts) => fakeStack("dev-data", { ...parts, ...more });

it("plans nothing where everything is as last deployed", () => {
  expect(why({})).toBeUndefined();
});

it("plans a stack that was never applied, and one of which no full deploy is on record, or that of another stack", () => {
  expect(whyPlan(at({ state: undefined }), at())).toBe("it was never applied");
  expect(whyPlan(at(), undefined)).toBe("no full deploy of it is on record");
  expect(whyPlan(at(), at({ stack: fakeStack("dev-network", parts) }))).toBe("the record is of another stack");
});

it.each([
  ["serial", { ...state, serial: 4 }],
  ["lineage", { ...state, lineage: "two" }],
  ["content", { ...state, resources: [] }],
])("plans a stack whose state has another %s", (_, other) => {
  expect(why({ state: other })).toBe("its state changed after its last deploy");
});

it("plans a stack whose JSON differs, but for construct paths and the order of keys", () => {
  const edited = "its configuration differs from what was deployed";
  const vpc = (block: Block) => withParts({ resources: { "aws_vpc.vpc": block } });
  const tags = { of: "${data.terraform_remote_state.network.outputs.id}" };
  expect(why({ stack: vpc({ tags, cidr_block: "10.0.0.0/16" }) })).toBe(edited);
  expect(why({ stack: withParts({ outputs: { id: "x" } }) })).toBe(edited);
  expect(why({ stack: withParts({ aliases: { edge: "us-west-2" } }) })).toBe(edited);
  expect(why({ stack: vpc(built("dev-data/elsewhere", { tags })) })).toBeUndefined();
  const { json } = withParts({});
  const turned = Object.fromEntries(Object.entries(json).reverse()) as unknown as Stack["json"];
  expect(why({ stack: { ...withParts({}), json: turned } })).toBeUndefined();
});

it("plans a stack of which an asset differs", () => {
  const folder = temporaryFolder();
  const stack = { ...withParts({}), folder };
  write(join(folder, "assets/code.zip"), "old");
  const before = at({ stack });
  expect(whyPlan(at({ stack }), before)).toBeUndefined();
  write(join(folder, "assets/code.zip"), "new");
  expect(whyPlan(at({ stack }), before)).toBe("its configuration differs from what was deployed");
});

it("plans a stack of which the target applied another part, and one of another version of Terraform", () => {
  expect(why({ setting: { leftOut: ["aws_vpc.vpc"] } })).toBe(
    "what the emulator applies differs from what was deployed",
  );
  expect(why({ terraform: "1.11.1" })).toBe("Terraform or a provider has another version than at its last deploy");
});

it("plans a stack of which an output that it reads changed, came or went; not for others", () => {
  const changed = "what it reads of dev-network changed";
  const outputs = (values: Block) => ({
    producer: {
      ...producer,
      outputs: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
    },
  });
  expect(why(outputs({ id: "vpc-2", other: [1] }))).toBe(changed);
  expect(why(outputs({ other: [1] }))).toBe(changed);
  expect(why(outputs({ id: "vpc-1", other: [2], third: 3 }))).toBeUndefined();
});
