import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  covers,
  describeTraffic,
  difference,
  everything,
  intersection,
  isEmpty,
  nothing,
  type PortRange,
  ruleTraffic,
  tcp,
  union,
} from "../../policies/reachability/traffic";

const port = fc.integer({ min: 1, max: 12 });
const ranges = fc
  .array(fc.tuple(port, port))
  .map((pairs) => pairs.map(([a, b]): PortRange => [Math.min(a, b), Math.max(a, b)]));
const someTraffic = ranges.map((list) => tcp(...list));
const has = (some: ReturnType<typeof tcp>, at: number) => some.tcp.some(([from, to]) => from <= at && at <= to);

describe("sets of ports", () => {
  test("behave as sets, port by port", () => {
    fc.assert(
      fc.property(someTraffic, someTraffic, port, (left, right, at) => {
        expect(has(union(left, right), at)).toBe(has(left, at) || has(right, at));
        expect(has(intersection(left, right), at)).toBe(has(left, at) && has(right, at));
        expect(has(difference(left, right), at)).toBe(has(left, at) && !has(right, at));
      }),
    );
  });

  test("cover what they are united from, and nothing is left of a set without itself", () => {
    fc.assert(
      fc.property(someTraffic, someTraffic, (left, right) => {
        expect(covers(union(left, right), right)).toBe(true);
        expect(isEmpty(difference(left, left))).toBe(true);
      }),
    );
  });

  test("of all protocols are everything, and nothing covers nothing", () => {
    expect(covers(everything, ruleTraffic("-1", 0, 0))).toBe(true);
    expect(covers(nothing, nothing)).toBe(true);
    expect(covers(tcp(1), ruleTraffic("udp", 1, 1))).toBe(false);
  });
});

test.each([
  [tcp(443, 80, 81), "TCP 80-81, 443"],
  [tcp([1, 65535]), "any TCP"],
  [ruleTraffic("17", 53, 53), "UDP 53"],
  [ruleTraffic("icmp", 8, 0), "any ICMP"],
  [ruleTraffic("icmp", -1, -1), "any ICMP"],
  [ruleTraffic("1", "3", "4"), "ICMP fragmentation needed"],
  [ruleTraffic("50", 0, 0), "any other protocols"],
  [everything, "everything"],
  [nothing, ""],
])("traffic is described for people", (some, text) => {
  expect(describeTraffic(some)).toBe(text);
});
