import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canApply,
  canPlan,
  missingOutputs,
  selectResources,
  targetArguments,
  writtenOutputs,
} from "../../../commands/emulator/applicable";
import { addressesIn } from "../../../synthesized/reference";
import { blocksByAddress } from "../../../synthesized/resource";
import type { Block, Blocks } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";
import { emulatorOf } from "./fake-emulator";

const emulator = emulatorOf({
  unsupportedWith: [{ type: "aws_table", attribute: "replica", reason: "it ignores replicas" }],
  unplannable: ["aws_missing_thing"],
});
const select = (resource: Blocks, data: Blocks = {}) =>
  selectResources(fakeStack("dev-network", { json: { resource, data } }).json, canApply(emulator));

describe("selectResources", () => {
  it("leaves nothing out and targets nothing where everything is supported", () => {
    const selection = select({ aws_vpc: { main: {} }, aws_subnet: { a: { vpc_id: "${aws_vpc.main.id}" } } });
    expect(selection).toEqual({ resources: ["aws_vpc.main", "aws_subnet.a"], skipped: [] });
    expect(targetArguments(selection)).toEqual([]);
  });

  it("leaves out what is not supported, and what depends on it, however far behind", () => {
    const selection = select({
      aws_vpc: { main: {} },
      aws_missing_thing: { it: { name: "x" } },
      aws_link: { one: { thing: 'prefix/${upper(aws_missing_thing.it.arn)}/${"x"}' } },
      aws_chain: { two: { depends_on: ["aws_link.one"] } },
    });
    expect(selection.resources).toEqual(["aws_vpc.main"]);
    expect(selection.skipped).toEqual([
      { address: "aws_missing_thing.it", reason: "it is not there" },
      { address: "aws_link.one", reason: "depends on aws_missing_thing.it" },
      { address: "aws_chain.two", reason: "depends on aws_link.one" },
    ]);
    expect(targetArguments(selection)).toEqual(["-target=aws_vpc.main"]);
  });

  it("leaves out what reads a data source that is not there", () => {
    const selection = select(
      { aws_rule: { it: { list: "${data.aws_missing_list.here.id}" } } },
      { aws_missing_list: { here: {} } },
    );
    expect(selection.resources).toEqual([]);
    expect(selection.skipped.map(({ address }) => address)).toEqual(["aws_rule.it", "data.aws_missing_list.here"]);
  });

  it("does not take a data source for the resource of the same name", () => {
    const selection = select(
      { aws_missing_thing: { it: {} }, aws_link: { one: { thing: "${data.aws_missing_thing.it.id}" } } },
      { aws_missing_thing: { it: {} } },
    );
    expect(selection.resources).toEqual(["aws_link.one"]);
  });

  it("looks at the attribute that a type is supported without", () => {
    const tables = { plain: {}, empty: { replica: [] }, copied: { replica: [{ region: "eu-west-1" }] } };
    expect(select({ aws_table: tables }).skipped).toEqual([
      { address: "aws_table.copied", reason: "it ignores replicas" },
    ]);
  });

  it("ignores what the metadata of cdktf says", () => {
    const metadata = { "//": { metadata: { path: "aws_missing_thing.it" } } };
    const selection = select({ aws_missing_thing: { it: {} }, aws_vpc: { main: metadata } });
    expect(selection.resources).toEqual(["aws_vpc.main"]);
  });

  it("keeps only what needs nothing that is left out (any graph)", () => {
    const graphs = fc.integer({ min: 1, max: 25 }).chain((size) =>
      fc.array(fc.record({ missing: fc.boolean(), needs: fc.array(fc.nat({ max: size - 1 }), { maxLength: 4 }) }), {
        minLength: size,
        maxLength: size,
      }),
    );
    fc.assert(
      fc.property(graphs, (nodes) => {
        const address = (index: number) => `${nodes[index]?.missing ? "aws_missing_thing" : "aws_fine"}.n${index}`;
        const resource: Record<string, Record<string, Block>> = {};
        for (const [index, { needs }] of nodes.entries()) {
          const [type = "", id = ""] = address(index).split(".");
          // Only earlier ones: Terraform has no cycles.
          const earlier = needs.filter((other) => other < index).map((other) => `\${${address(other)}.id}`);
          resource[type] = { ...resource[type], [id]: { needs: earlier } };
        }
        const { resources, skipped } = select(resource);
        const kept = new Set(resources);
        expect(kept.size + skipped.length).toBe(nodes.length);
        const blocks = blocksByAddress({ terraform: {}, provider: {}, resource });
        for (const [name, { type, block }] of blocks) {
          const fit = type !== "aws_missing_thing" && [...addressesIn(block, blocks)].every((other) => kept.has(other));
          expect(kept.has(name)).toBe(fit);
        }
      }),
    );
  });
});

describe("canPlan", () => {
  it("leaves out of plans only what cannot be planned", () => {
    const { json } = fakeStack("dev-network", {
      resources: { "aws_missing_thing.it": {}, "aws_table.copied": { replica: [{}] } },
    });
    expect(selectResources(json, canPlan(emulator)).resources).toEqual(["aws_table.copied"]);
  });
});

describe("missingOutputs", () => {
  it("names the outputs that need something left out", () => {
    const { json } = fakeStack("dev-network", {
      resources: { "aws_vpc.main": {}, "aws_missing_thing.it": {} },
      outputs: {
        vpc_id: "${aws_vpc.main.id}",
        thing_arn: "${aws_missing_thing.it.arn}",
        both: ["${aws_vpc.main.id}", "${aws_missing_thing.it.id}"],
      },
    });
    expect(missingOutputs(json, selectResources(json, canApply(emulator)))).toEqual(["thing_arn", "both"]);
  });
});

describe("writtenOutputs", () => {
  const outputs = { vpc_id: "${aws_vpc.main.id}", vpc_cidr: "10.0.0.0/16" };

  it("names all outputs where all is applied", () => {
    const { json } = fakeStack("dev-network", { resources: { "aws_vpc.main": {} }, outputs });
    expect(writtenOutputs(json, selectResources(json, canApply(emulator)))).toEqual(["vpc_id", "vpc_cidr"]);
  });

  it("leaves out what needs no resource of an apply with targets, or needs one that is left out", () => {
    const { json } = fakeStack("dev-network", {
      resources: { "aws_vpc.main": {}, "aws_missing_thing.it": {} },
      outputs: { ...outputs, both: ["${aws_vpc.main.id}", "${aws_missing_thing.it.id}"] },
    });
    expect(writtenOutputs(json, selectResources(json, canApply(emulator)))).toEqual(["vpc_id"]);
  });
});
