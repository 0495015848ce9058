import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../../commands/deploy/operations";
import { knownOverride } from "../../../commands/emulator/known-override";
import { fakeStack } from "../../support/fake-stacks";
import { emulatorOf } from "./fake-emulator";

const { json } = fakeStack("dev-network", {
  resources: {
    "aws_forgetful_thing.it": { name: "x", lifecycle: { ignore_changes: ["color"] } },
    "aws_forgetful_thing.other": { name: "y" },
    "aws_flow_log.flows": { max_aggregation_interval: 60 },
  },
});

function change(
  address: string,
  actions: string[],
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): ResourceChange {
  const [type = ""] = address.split(".");
  return { address, type, mode: "managed", change: { actions, before, after } };
}
const real = change(
  "aws_flow_log.flows",
  ["update"],
  { max_aggregation_interval: 600 },
  { max_aggregation_interval: 60 },
);
const override = (...changes: ResourceChange[]) => knownOverride(json, changes, emulatorOf());

describe("knownOverride", () => {
  it("ignores what the emulator forgets, in addition to what the resource ignores, and keeps the real change", () => {
    const forgotten = change("aws_forgetful_thing.it", ["update"], { tags: {} }, { tags: { a: "b" } });
    expect(override(real, forgotten)).toEqual({
      resource: {
        aws_forgetful_thing: { it: { lifecycle: { ignore_changes: ["color", "tags", "tags_all"] } } },
      },
    });
  });

  it("keeps a real change of a resource of which the emulator forgets something else", () => {
    const both = change(
      "aws_forgetful_thing.other",
      ["update"],
      { name: "x", tags: {} },
      { name: "y", tags: { a: "b" } },
    );
    const { resource } = override(both) as { resource: Record<string, Record<string, unknown>> };
    expect(JSON.stringify(resource)).not.toContain("name");
    expect(Object.keys(resource.aws_forgetful_thing ?? {})).toEqual(["other"]);
  });

  it("is not needed for what is created, goes, or differs in nothing that is known", () => {
    const created = change("aws_forgetful_thing.it", ["create"], {}, { tags: { a: "b" } });
    const gone = change("aws_forgetful_thing.it", ["delete"], { tags: { a: "b" } }, {});
    const renamed = change("aws_forgetful_thing.it", ["update"], { name: "x" }, { name: "y" });
    expect(override(real, created, gone, renamed)).toBeUndefined();
  });
});
