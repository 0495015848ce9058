import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inspectEnvironments } from "../../environments/inspect";
import { formatError } from "../../environments/loader/errors";
import { closest } from "../../environments/loader/suggest";
import { formatPath } from "../../environments/loader/values";
import { alone, base, clean, dev, edit, errorsOf, folderOf, prod } from "./fixtures";

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

test("whatever is typed into a file, the check ends with errors whose places are in the files", () => {
  const folder = folderOf(clean);
  fc.assert(
    fc.property(fc.nat(prod.length), slip, fc.nat(3), (at, text, removed) => {
      const typed = prod.slice(0, at) + text + prod.slice(at + removed);
      writeFileSync(join(folder, "prod.yaml"), typed);
      const lines = typed.split("\n");
      for (const { place } of inspectEnvironments(folder).errors) {
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

test("a key is printed on one line, shortened, without what a terminal takes for a command", () => {
  const name = "x".repeat(500);
  const lines = `tags: { "a\\n\\eb\\x9b\\u202e": 3, ${name}: 3 }\n"c\\td": 1\n${name}: 1\n`;
  const errors = errorsOf({ ...clean, dev: `${dev}${lines}` });
  expect(errors.map((error) => error.split(" | ").slice(0, 2).join(" | "))).toEqual([
    "environments/dev.yaml:15:9 tags.a\\n\\u001bb\\u009b\\u202e | the key a\\n\\u001bb\\u009b\\u202e",
    expect.stringMatching(/tags\.a\S+ \| 3$/),
    expect.stringMatching(/tags\.x{59}… \| the key x{59}…$/),
    expect.stringMatching(/tags\.x{59}… \| 3$/),
    "environments/dev.yaml:16:1 c\\td | the key c\\td",
    expect.stringMatching(/:17:1 x{59}… \| the key x{59}…$/),
  ]);
});

test("keys that AWS takes are printed whole, so that two of them stay two", () => {
  expect(formatPath(["tags", `${"x".repeat(254)}a`])).toBe(`tags.${"x".repeat(254)}a`);
  expect(formatPath(["tags", "größe", 0])).toBe("tags.größe[0]");
});

test("a name that is none reaches no terminal either", () => {
  const files = { base: `${base}logRetentionDays: 3\n`, prod: edit(alone, "name: prod", 'name: "p\\e[1m\\nq"') };
  const texts = inspectEnvironments(folderOf(files)).errors.map((error) => formatError(error));
  expect(texts.length).toBeGreaterThan(1);
  for (const text of texts) expect(text).not.toMatch(/\p{Cc}/u);
});
