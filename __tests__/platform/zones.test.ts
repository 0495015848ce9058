import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inSlots, zoneSlot } from "../../platform/zones";

const named = (letters: string) => [...letters].map((letter) => `us-east-1${letter}`);
const letters = (zones: readonly string[]) => zones.map((zone) => zone.slice(-1)).join("");

describe("a zone", () => {
  test("has a slot by its letter alone", () => {
    expect(named("abcdef").map(zoneSlot)).toEqual([0, 1, 2, 3, 0, 1]);
  });

  test.each([
    ["abc", "abc"],
    ["cab", "abc"],
    ["ba", "ab"],
    ["dbca", "abcd"],
    ["acd", "adc"],
    ["bcd", "dbc"],
    ["ebc", "ebc"],
    ["da", "ad"],
    ["cd", "cd"],
  ])("of %s takes its place in %s", (given, placed) => {
    expect(letters(inSlots(named(given)))).toBe(placed);
  });

  test("keeps its place when another is added, or replaced by one that is not among them", () => {
    const all = fc.shuffledSubarray(named("abcd"), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(all, fc.nat(), (zones, index) => {
        const before = inSlots(zones);
        expect([...before].sort()).toEqual([...zones].sort());
        const lost = zones[index % zones.length];
        const found = named("abcd").find((zone) => !zones.includes(zone));
        if (zones.length === 4 || !found) return;
        const replaced = inSlots([found, ...zones.filter((zone) => zone !== lost)]);
        // Those in the place of their slot never leave it.
        for (const [place, zone] of before.entries()) {
          if (zone !== lost && zoneSlot(zone) === place) expect(replaced[place]).toBe(zone);
        }
      }),
    );
  });
});
