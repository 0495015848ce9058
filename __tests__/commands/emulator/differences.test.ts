import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../../commands/deploy/operations";
import { judgeSecondPlan } from "../../../commands/emulator/differences";
import { emulatorOf } from "./fake-emulator";

const emulator = emulatorOf();
const skipped = [{ address: "aws_missing_thing.it", reason: "it is not there" }];

function change(address: string, actions: string[], more: Partial<ResourceChange["change"]> = {}): ResourceChange {
  const [type = ""] = address.split(".");
  return { address, type, mode: "managed", change: { actions, before: {}, after: {}, ...more } };
}
const judge = (...changes: ResourceChange[]) => judgeSecondPlan(changes, skipped, emulator);

describe("judgeSecondPlan", () => {
  it("passes over what does not change, and over data sources", () => {
    const data: ResourceChange = { ...change("data.aws_region.here", ["read"]), mode: "data" };
    expect(judge(change("aws_vpc.main", ["no-op"]), data)).toEqual({ plannedOnly: [], known: [], errors: [] });
  });

  it("expects what was left out to be planned", () => {
    expect(judge(change("aws_missing_thing.it", ["create"])).plannedOnly).toEqual(skipped);
  });

  it("takes the creation of anything else for an error", () => {
    expect(judge(change("aws_vpc.main", ["create"])).errors).toMatchObject([
      { address: "aws_vpc.main", action: "create" },
    ]);
  });

  it("knows a difference by type and attribute", () => {
    const update = change("aws_forgetful_thing.it", ["update"], {
      before: { name: "x", tags: {} },
      after: { name: "x", tags: { a: "b" } },
      after_unknown: { tags: {}, tags_all: true },
    });
    expect(judge(update).known).toEqual([
      {
        address: "aws_forgetful_thing.it",
        action: "update",
        attributes: ["tags", "tags_all"],
        reason: "it forgets tags",
      },
    ]);
  });

  it.each([
    ["another attribute", "aws_forgetful_thing.it", { tags: {}, name: "x" }, { tags: { a: "b" }, name: "y" }],
    ["another type", "aws_vpc.main", { tags: {} }, { tags: { a: "b" } }],
  ])("takes %s for an error", (_, address, before, after) => {
    expect(judge(change(address, ["update"], { before, after }))).toMatchObject({
      known: [],
      errors: [{ address }],
    });
  });

  it("judges a replacement by what forces it", () => {
    const more = { before: { id: "1", tags: {} }, after: { tags: {} }, after_unknown: { id: true } };
    const forced = (path: string) =>
      judge(change("aws_forgetful_thing.it", ["delete", "create"], { ...more, replace_paths: [[path]] }));
    expect(forced("tags").errors).toEqual([]);
    expect(forced("name").errors).toMatchObject([{ action: "delete/create", attributes: ["name"] }]);
  });

  it("takes a deletion for an error, whatever the attributes", () => {
    expect(
      judge(change("aws_forgetful_thing.it", ["delete"], { before: { tags: {} }, after: null })).errors,
    ).toHaveLength(1);
  });
});
