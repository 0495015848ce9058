import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatErrors, readWaivers, type Waivers } from "../../../commands/policy/waivers";
import { temporaryFolder } from "../../support/temporary";

const today = "2026-11-30";

function read(text: string): Waivers {
  const file = join(temporaryFolder(), "waivers.yaml");
  writeFileSync(file, text);
  return readWaivers(today, file);
}

const waiver = (changes: Readonly<Record<string, string>> = {}) => {
  const lines = {
    id: "CKV_AWS_144",
    scope: "{ stacks: [dev-*], addresses: [aws_s3_bucket.logs] }",
    reason: "No environment recovers dev.",
    owner: "platform",
    expires: "2027-06-30",
    ...changes,
  };
  const [first = "", ...rest] = Object.entries(lines).map(([key, value]) => `${key}: ${value}`);
  return `waivers:\n  - ${first}\n${rest.map((line) => `    ${line}\n`).join("")}`;
};

/** Errors without the folder, which differs from run to run. */
function errorsOf(text: string): string[] {
  return formatErrors(read(text).errors).map((line) => line.replace(/^.*\/waivers/, "waivers"));
}

describe("waivers", () => {
  it("are read with their place in the file", () => {
    const { waivers, errors } = read(waiver());
    expect(errors).toEqual([]);
    expect(waivers).toEqual([
      {
        id: "CKV_AWS_144",
        scope: { stacks: ["dev-*"], addresses: ["aws_s3_bucket.logs"] },
        reason: "No environment recovers dev.",
        owner: "platform",
        expires: "2027-06-30",
        index: 0,
      },
    ]);
  });

  it.each([
    [
      "an id that is no check's",
      { id: "STRATA999" },
      "waivers.yaml:2:9  waivers[0].id: expected the id of a check, as in CKV_AWS_144 or STRATA006, got STRATA999.",
    ],
    [
      "no reason to speak of",
      { reason: "noise" },
      "waivers.yaml:4:13  waivers[0].reason: expected a sentence that says why this is right, got noise.",
    ],
    [
      "no day",
      { expires: "soon" },
      "waivers.yaml:6:14  waivers[0].expires: expected a date, as in 2027-06-30, got soon.",
    ],
    [
      "a slip of the pen",
      { onwer: "me" },
      "waivers.yaml:7:12  waivers[0].onwer: expected a key of a waiver (id, scope",
    ],
    [
      "a scope without addresses",
      { scope: "{ stacks: [dev-*] }" },
      "waivers.yaml:3:5  waivers[0].scope.addresses: expected a list of globs, got nothing.",
    ],
    [
      "yesterday",
      { expires: "2026-11-29" },
      "waivers.yaml:6:14  waivers[0].expires: expected a day from 2026-11-30 on, got 2026-11-29: the waiver of CKV_AWS_144 has expired.",
    ],
    [
      "a day far away",
      { expires: "2028-12-01" },
      "waivers.yaml:6:14  waivers[0].expires: expected a day up to 2028-11-30, at most two years ahead, got 2028-12-01.",
    ],
  ])("say where they are wrong: %s", (_, changes, message) => {
    const text = waiver(changes);
    expect(errorsOf(text)).toEqual([expect.stringContaining(message)]);
    expect(read(text).waivers).toEqual([]);
  });

  it("say what was meant", () => {
    const text = waiver().replace("owner", "owners");
    expect(errorsOf(text)).toContainEqual(expect.stringContaining("Did you mean owner?"));
  });

  it("hold on their last day", () => {
    expect(read(waiver({ expires: today })).waivers).toHaveLength(1);
  });

  it("are not read from a file that is no map", () => {
    expect(errorsOf("- id: CKV_AWS_144\n")).toEqual([expect.stringContaining("waivers.yaml:1:1")]);
  });
});
