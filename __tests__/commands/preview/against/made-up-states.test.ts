import { describe, expect, it } from "vitest";
import type { MockedResource } from "../../../../commands/merged-root/mock-apply";
import { madeUpStates, settled } from "../../../../commands/preview/against/made-up-states";
import type { PlannedResource } from "../../../../commands/preview/changes";
import type { Block } from "../../../../synthesized/stack";
import { fakeStack } from "../../../support/fake-stacks";

const stack = fakeStack("dev-events", {
  resources: { "aws_sns_topic.alerts": { name: "alerts" }, "aws_kms_key.far": { provider: "aws.us-west-2" } },
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

  it("leaves an absent block empty and a value that nobody made up unset", () => {
    expect(attributes(plan({ rule: [] }, { policy: true }), {})).toEqual({ rule: [], policy: null });
  });

  it("leaves empty what AWS leaves empty, whatever was made up", () => {
    const planned = plan({ name: "alerts" }, { fifo_throughput_scope: true });
    expect(attributes(planned, { fifo_throughput_scope: "x1y2z3a4" })).toMatchObject({ fifo_throughput_scope: null });
  });

  it("names provider, schema version and dependencies within the stack", () => {
    const far = "module.dev-events.aws_kms_key.far";
    const needs = [address, "module.dev-other.aws_vpc.vpc"];
    const states = madeUpStates([stack], [plan({}, {}, far), plan({})], [mocked({}, far, needs), mocked({})], "1.11.4");
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
      ],
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
