import { expect, test } from "vitest";
import { badPercentOf, burnRate, burnWindows } from "../../../modules/objectives/burn-rate";

const [fast, steady, slow] = burnWindows as [(typeof burnWindows)[0], (typeof burnWindows)[0], (typeof burnWindows)[0]];

/** Table 5-8 of the SRE workbook, for a window of 30 days, and its older form for the last. */
test.each([
  [fast, 14.4],
  [steady, 6],
  [slow, 3],
])("%o burns as fast as in the book: %d times", (window, rate) => {
  expect(burnRate(window, 30)).toBeCloseTo(rate, 10);
});

/** Table 5-4 of the workbook: an objective of 99.9 % alarms from 14.4 * 0.1 % of errors on. */
test("the share of errors follows from the objective", () => {
  expect(badPercentOf(fast, 99.9, 30)).toBeCloseTo(1.44, 6);
  expect(badPercentOf(steady, 99.9, 30)).toBeCloseTo(0.6, 6);
  expect(badPercentOf(fast, 99.9, 28)).toBeCloseTo(1.344, 6);
});

test("no window asks for more errors than there are requests", () => {
  expect(badPercentOf(fast, 50, 455)).toBe(100);
});

test("spending at the rate of a window for its length takes the share that it names", () => {
  for (const window of burnWindows) {
    const allowed = 0.001 * 28 * 86_400;
    const spent = (badPercentOf(window, 99.9, 28) / 100) * window.longSeconds;
    expect(spent / allowed).toBeCloseTo(window.spent, 6);
  }
});

test("a short window is a twelfth of its long one, and a period that CloudWatch takes", () => {
  for (const { longSeconds, shortSeconds } of burnWindows) {
    expect(longSeconds / shortSeconds).toBe(12);
    expect(shortSeconds % 60).toBe(0);
    expect(longSeconds).toBeLessThanOrEqual(86_400);
  }
});
