import { describe, expect, test } from "vitest";
import { z } from "zod";
import { held } from "../../commands/preview/held";
import { loadEnvironments } from "../../environments/load";
import { fixedKnobs } from "./fixed-knobs";
import { givenEdits } from "./given-edits";
import { knobsOf } from "./knobs";
import { isMade } from "./made-calls";
import { otherValues } from "./other-values";
import { countKnobs, lostBy } from "./page";
import type { WalkedKnob } from "./record";
import { differencesOf } from "./touched-hash";

test.each([
  ["a switch", z.boolean(), true, [false]],
  ["a choice, the next one first", z.enum(["a", "b", "c"]), "b", ["c", "a"]],
  ["a number within its bounds", z.int().min(1).max(3), 3, [2, 1]],
  ["an optional value, which can be taken away", z.literal(["on"]).optional(), "on", ["none"]],
  ["a list of choices", z.array(z.enum(["a", "b"])), ["a"], [["a", "b"], []]],
  ["a text with a number", z.string().regex(/^m\d$/), "m4", ["m5"]],
])("other values of %s", (_, schema, value, expected) => {
  expect(otherValues(schema, value)).toEqual(expected);
});

test("values that are given, and reasons why there is none, are of knobs that dev has", () => {
  const dev = loadEnvironments().find(({ name }) => name === "dev") ?? expect.fail("no environment dev");
  const keys = new Set(knobsOf(dev).map(({ key }) => key));
  expect([...Object.keys(givenEdits), ...Object.keys(fixedKnobs)].filter((key) => !keys.has(key))).toEqual([]);
});

describe("what differs", () => {
  test("is found within a policy, whatever the order of its statements", () => {
    const policy = (...actions: string[]) => JSON.stringify({ Statement: actions });
    expect(differencesOf({ policy: policy("a", "b") }, { policy: policy("c", "a", "b") }, "x")).toEqual([
      'x.policy.Statement: [] → ["c"]',
    ]);
  });

  test("is nothing between equal values", () => {
    expect(differencesOf({ a: [1] }, { a: [1] }, "x")).toEqual([]);
  });
});

test("a knob counts by the gravest thing it does, and loses data with a type that holds some", () => {
  const knob = (effects: WalkedKnob["effects"]): WalkedKnob => ({ at: "", to: 1, touched: "1", effects });
  const one = { count: 1 };
  const record = {
    none: knob({}),
    updates: knob({ create: { aws_eip: one }, update: { aws_vpc: one } }),
    replaces: knob({ update: { aws_vpc: one }, replace: { aws_subnet: one } }),
    destroys: knob({ replace: { aws_subnet: one }, delete: { aws_s3_bucket: one } }),
  };
  expect(countKnobs({ knobs: [], record })).toMatchObject({
    none: 1,
    updates: 1,
    replaces: 1,
    destroys: 1,
    losesData: 1,
  });
  expect("aws_s3_bucket" in held && lostBy(record.destroys)).toEqual(["aws_s3_bucket"]);
});

test.each([
  ["an update of a description", "update", "description", "kms:PutKeyPolicy", false],
  ["an update of the policy", "update", "policy", "kms:PutKeyPolicy", true],
  ["an update of tags", "update", "tags", "iam:TagRole", true],
  ["an update of anything", "update", "policy", "kms:CreateKey", false],
  ["a creation", "create", "policy", "macie2:DisableMacie", false],
  ["a replacement", "replace", "policy", "kms:CreateKey", true],
] as const)("%s makes the calls that it needs", (_, action, name, call, expected) => {
  const place = { stack: "dev-security", environment: "dev", layer: "security", address: "aws_kms_key.lake" };
  expect(isMade({ place, action, attributes: [{ name, unknown: false, forcesReplacement: false }] }, call)).toBe(
    expected,
  );
});
