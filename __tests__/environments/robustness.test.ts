import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inspectEnvironments } from "../../environments/inspect";
import { closest } from "../../environments/suggest";
import { clean, folderOf, prod } from "./fixtures";

/** Bits that break YAML in most of the ways a hand does. */
const slip = fc.oneof(
  fc.constantFrom(
    "\t",
    ":",
    "- ",
    "{",
    "[",
    "'",
    '"',
    "\n",
    "\n  ",
    "&a ",
    "*a",
    "!x ",
    "? ",
    "---\n",
    "#",
    "<<: ",
    "|\n",
  ),
  fc.string({ maxLength: 4 }),
);

test("whatever is typed into a file, the check ends with faults that lie in the files", () => {
  const folder = folderOf(clean);
  fc.assert(
    fc.property(fc.nat(prod.length), slip, fc.nat(3), (at, text, removed) => {
      const typed = prod.slice(0, at) + text + prod.slice(at + removed);
      writeFileSync(join(folder, "prod.yaml"), typed);
      const lines = typed.split("\n");
      for (const { place } of inspectEnvironments(folder).faults) {
        if (place.file !== "environments/prod.yaml") continue;
        expect(place.line).toBeLessThanOrEqual(lines.length);
        expect(place.column).toBeLessThanOrEqual((lines[(place.line ?? 1) - 1] ?? "").length + 1);
      }
    }),
    { numRuns: 150 },
  );
});

test.each([
  ["natPerAZ", "natPerAz"],
  ["nat_per_az", "natPerAz"],
  ["prd", "prod"],
  ["production", "prod"],
  ["qa", undefined],
  ["zones", undefined],
])("%s suggests %s", (word, expected) => {
  expect(closest(word, ["natPerAz", "prod", "dev", "dr"])).toBe(expected);
});
