import { describe, expect, it } from "vitest";
import { canApply, canApplySoon, type Judge, selectResources } from "../../../commands/emulator/applicable";
import { overrideJson } from "../../../commands/emulator/override";
import { slowPart } from "../../../commands/emulator/slow";
import { describeSlow } from "../../../commands/emulator/start";
import { fakeStack } from "../../support/fake-stacks";
import { emulatorOf } from "./fake-emulator";

const emulator = emulatorOf({
  slow: {
    aws_database: { seconds: 110, reason: "the provider looks at it now and then" },
    aws_rules: { seconds: 55, reason: "the provider reads them several times" },
  },
});
const data = fakeStack("dev-data", {
  resources: {
    "aws_bucket.lake": {},
    "aws_rules.lake": { bucket: "${aws_bucket.lake.id}" },
    "aws_database.main": {},
    "aws_proxy.main": { target: "${aws_database.main.id}" },
    "aws_missing_thing.main": { target: "${aws_database.main.id}" },
  },
});
const security = fakeStack("dev-security", { resources: { "aws_rules.logs": {}, "aws_rules.archive": {} } });

describe("canApplySoon", () => {
  it("leaves out what is slow with its wait and reason, and what depends on it", () => {
    expect(selectResources(data.json, canApplySoon(emulator))).toEqual({
      resources: ["aws_bucket.lake"],
      skipped: [
        { address: "aws_rules.lake", reason: "takes 55 s: the provider reads them several times" },
        { address: "aws_database.main", reason: "takes 110 s: the provider looks at it now and then" },
        { address: "aws_proxy.main", reason: "depends on aws_database.main" },
        { address: "aws_missing_thing.main", reason: "it is not there" },
      ],
    });
  });

  it("is no different from canApply without slow types", () => {
    const quick = emulatorOf();
    expect(selectResources(data.json, canApplySoon(quick))).toEqual(selectResources(data.json, canApply(quick)));
  });
});

describe("slowPart", () => {
  it("counts the slow resources and what depends on them, without what is never applied", () => {
    expect(slowPart([security, data], emulator)).toEqual({
      types: [
        { type: "aws_database", count: 1, seconds: 110 },
        { type: "aws_rules", count: 3, seconds: 55 },
      ],
      dependents: 1,
      seconds: 55 + 110,
    });
  });

  it("is nothing where nothing is slow", () => {
    expect(slowPart([security, data], emulatorOf())).toBeUndefined();
  });
});

describe("describeSlow", () => {
  const part = { types: [{ type: "aws_database", count: 1, seconds: 110 }], dependents: 2, seconds: 165 };

  it("says what is left out, how to get it, and what that costs", () => {
    expect(describeSlow(part, false)).toBe(
      "Planning without applying, because the AWS provider waits for them: 1 aws_database (110 s), and 2 that depend " +
        "on them.\n`npm start -- --full` applies them too, and takes up to 2 min 45 s longer.",
    );
  });

  it("says what makes the full run slow", () => {
    expect(describeSlow(part, true)).toMatch(/^Applying everything\..*1 aws_database \(110 s\).*up to 2 min 45 s\.$/);
  });
});

it("gives consumers the contract's example of an output whose resource is left out", () => {
  const producer = fakeStack("dev-network", {
    resources: { "aws_database.main": {} },
    outputs: { vpc_id: "${aws_database.main.id}" },
  });
  const consumer = fakeStack("dev-data", { reads: { network: "dev-network" } });
  const readers = (judge: Judge) => overrideJson(consumer, [producer, consumer], emulator, judge).data;
  expect(readers(canApply(emulator))).not.toHaveProperty("terraform_remote_state.network.defaults");
  expect(readers(canApplySoon(emulator))).toHaveProperty("terraform_remote_state.network.defaults", {
    vpc_id: expect.stringMatching(/^vpc-/),
  });
});
