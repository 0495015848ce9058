import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { covers, mostSpecificFirst, overlap, priorityOf } from "../../../modules/routing/path-patterns";

const piece = fc.constantFrom("a", "b", "/", "*");
const pattern = fc.array(piece, { maxLength: 6 }).map((parts) => `/${parts.join("").replaceAll(/\*+/g, "*")}`);
const path = fc.array(fc.constantFrom("a", "b", "/"), { maxLength: 8 }).map((parts) => `/${parts.join("")}`);

/** Few of the patterns made up fit each other. */
const patient = { maxSkipsPerRun: 10_000 };

describe("path patterns", () => {
  test("one covers another when it fits every path that the other fits", () => {
    fc.assert(
      fc.property(pattern, pattern, path, (one, other, some) => {
        fc.pre(covers(one, other) && covers(other, some));
        expect(covers(one, some)).toBe(true);
      }),
      patient,
    );
  });

  test("two overlap when a path fits both", () => {
    fc.assert(
      fc.property(pattern, pattern, path, (one, other, some) => {
        fc.pre(covers(one, some) && covers(other, some));
        expect(overlap(one, other)).toBe(true);
      }),
      patient,
    );
    expect(overlap("/a/*", "/b/*")).toBe(false);
    expect(overlap("/a/*/c", "/a/b/*")).toBe(true);
  });

  test("one that another covers comes first, in a list and by its priority", () => {
    fc.assert(
      fc.property(pattern, pattern, (one, other) => {
        fc.pre(covers(one, other) && !covers(other, one));
        expect(mostSpecificFirst(other, one)).toBeLessThan(0);
        // An order among patterns that say as much depends on the hash of both: their number of characters is the same.
        fc.pre(other.replaceAll("*", "").length > one.replaceAll("*", "").length || !other.includes("*"));
        expect(priorityOf("h.example.com", other)).toBeLessThan(priorityOf("h.example.com", one));
      }),
      patient,
    );
  });

  test("priorities are those of Elastic Load Balancing, and follow from host and path alone", () => {
    fc.assert(
      fc.property(fc.domain(), pattern, (host, one) => {
        const priority = priorityOf(host, one);
        expect(priority).toBeGreaterThanOrEqual(1000);
        expect(priority).toBeLessThanOrEqual(49_999);
        expect(priorityOf(host, one)).toBe(priority);
      }),
      patient,
    );
  });
});
