/**
 * Alarms on how fast an objective spends the errors that it allows, in two windows each: the long one says that it matters,
 * the short one that it still goes on (sre.google/workbook/alerting-on-slos, "Multiwindow, Multi-Burn-Rate Alerts").
 */
export interface BurnWindow {
  readonly name: "fast" | "steady" | "slow";
  /** Share of the error budget that the long window may spend before the alarm goes off. */
  readonly spent: number;
  /** In seconds; CloudWatch takes up to a day in one period. */
  readonly longSeconds: number;
  /** A twelfth of it. */
  readonly shortSeconds: number;
}

const hour = 3600;

export const burnWindows: readonly BurnWindow[] = [
  { name: "fast", spent: 0.02, longSeconds: hour, shortSeconds: hour / 12 },
  { name: "steady", spent: 0.05, longSeconds: 6 * hour, shortSeconds: hour / 2 },
  { name: "slow", spent: 0.1, longSeconds: 24 * hour, shortSeconds: 2 * hour },
];

/** How many times faster than evenly the errors go when `spent` of them go in the long window. */
export function burnRate({ spent, longSeconds }: BurnWindow, windowDays: number): number {
  return (spent * windowDays * 24 * hour) / longSeconds;
}

/** Share of bad requests, in percent, from which on the window alarms. Never more than all. */
export function badPercentOf(window: BurnWindow, goodPercent: number, windowDays: number): number {
  const exact = Math.min(100, burnRate(window, windowDays) * (100 - goodPercent));
  return Number(exact.toFixed(6));
}
