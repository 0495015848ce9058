import { describe, expect, it } from "vitest";
import type { MockedResource } from "../../../../commands/merged-root/mock-apply";
import { madeUpStates, settled } from "../../../../commands/preview/against/made-up-states";
import { stateFile } from "../../../../commands/preview/against/state-file";
import type { PlannedResource } from "../../../../commands/preview/changes";
import type { Block } from "../../../../synthesized/stack";
import { fakeStack } from "../../../support/fake-stacks";

const stack = fakeStack("dev-events", {
  resources: {
    "aws_sns_topic.alerts": { name: "alerts" },
    "aws_kms_key.far": { provider: "aws.us-west-2" },
    "terraform_data.mode": {},
  },
});
const address = "module.dev-events.aws_sns_topic.alerts";

const plan = (after: Block, after_unknown: unknown = {}, at = address): PlannedResource => ({
  address: at,
  mode: "managed",
  change: { actions: ["create"], before: null, after, after_unknown },
});
const mocked = (values: Block, at = address, depends_on: string[] = []): MockedResource => {
  const [type = "", name = ""] = at.split(".").slice(2);
  return { address: at, mode: "managed", type, name, schema_version: 3, values, depends_on };
};

function attributes(planned: PlannedResource, values: Block): unknown {
  const states = madeUpStates([stack], [planned], [mocked(values)], "1.11.4");
  return states.get("dev-events")?.resources[0]?.instances[0]?.attributes;
}

describe("madeUpStates", () => {
  it("takes what the plan knows, and what the mocks made up where it does not", () => {
    expect(attributes(plan({ name: "alerts", kms: null }, { arn: true }), { name: "mock", arn: "arn:1" })).toEqual({
      name: "alerts",
      kms: null,
      arn: "arn:1",
    });
  });

  it("looks into lists and blocks", () => {
    const planned = plan({ rule: [{ days: 3 }, { days: 7 }] }, { rule: [{ id: true }, { id: true }] });
    expect(attributes(planned, { rule: [{ id: "a" }, { id: "b" }] })).toEqual({
      rule: [
        { days: 3, id: "a" },
        { days: 7, id: "b" },
      ],
    });
  });

  it("leaves an absent block empty and a value without a mock unset", () => {
    expect(attributes(plan({ rule: [] }, { policy: true }), {})).toEqual({ rule: [], policy: null });
  });

  it("leaves empty what AWS leaves empty, whatever was made up", () => {
    const planned = plan({ name: "alerts" }, { fifo_throughput_scope: true });
    expect(attributes(planned, { fifo_throughput_scope: "x1y2z3a4" })).toMatchObject({ fifo_throughput_scope: null });
  });

  it("marks what the plan marks as sensitive, in blocks and maps too", () => {
    const after_sensitive = { password: true, tags: {}, rule: [{}, { key: true }], variables: { TOKEN: true } };
    const planned = { ...plan({}), change: { ...plan({}).change, after_sensitive } };
    const states = madeUpStates([stack], [planned], [mocked({})], "1.11.4");
    const attribute = (value: string) => ({ type: "get_attr", value });
    const index = (value: unknown) => ({ type: "index", value: { value, type: typeof value } });
    expect(states.get("dev-events")?.resources[0]?.instances[0]?.sensitive_attributes).toEqual([
      [attribute("password")],
      [attribute("rule"), index(1), attribute("key")],
      [attribute("variables"), index("TOKEN")],
    ]);
  });

  it("names provider, schema version and dependencies within the stack", () => {
    const far = "module.dev-events.aws_kms_key.far";
    const builtIn = "module.dev-events.terraform_data.mode";
    const needs = [address, "module.dev-other.aws_vpc.vpc"];
    const states = madeUpStates(
      [stack],
      [plan({}, {}, far), plan({}), plan({}, {}, builtIn)],
      [mocked({}, far, needs), mocked({}), mocked({}, builtIn)],
      "1.11.4",
    );
    expect(states.get("dev-events")).toMatchObject({
      version: 4,
      terraform_version: "1.11.4",
      resources: [
        {
          type: "aws_kms_key",
          name: "far",
          provider: 'provider["registry.terraform.io/hashicorp/aws"].us-west-2',
          instances: [{ schema_version: 3, dependencies: ["aws_sns_topic.alerts"] }],
        },
        { type: "aws_sns_topic", provider: 'provider["registry.terraform.io/hashicorp/aws"]' },
        { type: "terraform_data", provider: 'provider["terraform.io/builtin/terraform"]' },
      ],
    });
  });
});

describe("stateFile", () => {
  it("names the types of values whose attribute takes any", () => {
    const builtIn = "module.dev-events.terraform_data.mode";
    const input = { auto: true, zones: ["a", 1], other: null };
    const states = madeUpStates([stack], [plan({ input }, {}, builtIn)], [mocked({}, builtIn)], "1.11.4");
    const state = states.get("dev-events") ?? expect.fail("no state");
    expect(JSON.parse(stateFile(state)).resources[0].instances[0].attributes).toEqual({
      input: {
        value: input,
        type: ["object", { auto: "bool", zones: ["tuple", ["string", "number"]], other: "string" }],
      },
    });
  });
});

describe("settled", () => {
  it("takes the values of a change for what had been applied, and keeps those it does not know", () => {
    const before = madeUpStates(
      [stack],
      [plan({ name: "alerts" }, { arn: true })],
      [mocked({ arn: "arn:1" })],
      "1.11.4",
    );
    const after = settled(before, [plan({ name: "alarms" }, { arn: true })]);
    expect(after.get("dev-events")?.resources[0]?.instances[0]?.attributes).toEqual({ name: "alarms", arn: "arn:1" });
  });
});
