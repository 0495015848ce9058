import { describe, expect, it } from "vitest";
import { withoutNoise } from "../../../../commands/preview/against/subtract-noise";
import type { Action, Change } from "../../../../commands/preview/changes";

function change(address: string, action: Action, ...names: string[]): Change {
  return {
    place: { stack: "dev-data", environment: "dev", layer: "data", address },
    action,
    attributes: names.map((name) => ({ name, unknown: false, forcesReplacement: false })),
  };
}

describe("withoutNoise", () => {
  it.each([
    [
      "drops a change that the base makes as well",
      [change("aws_x.a", "update", "b")],
      [change("aws_x.a", "update", "b")],
      [],
    ],
    ["drops one without attributes to tell", [change("aws_x.a", "update")], [change("aws_x.a", "update")], []],
    [
      "keeps another attribute",
      [change("aws_x.a", "update", "b", "c")],
      [change("aws_x.a", "update", "b")],
      [change("aws_x.a", "update", "c")],
    ],
    [
      "keeps another action",
      [change("aws_x.a", "replace", "b")],
      [change("aws_x.a", "update", "b")],
      [change("aws_x.a", "replace", "b")],
    ],
    [
      "keeps another resource",
      [change("aws_x.b", "create")],
      [change("aws_x.a", "update")],
      [change("aws_x.b", "create")],
    ],
  ])("%s", (_, changes, noise, expected) => {
    expect(withoutNoise(changes, noise)).toEqual(expected);
  });
});
