import { minimums } from "../../environments/minimums";
import type { Platform, Tier } from "../../policies/types";

/** The numbers that tiers ask for (platform/minimums.ts), by the key of the environment file in dots. */
export function tierLimits(): Platform["limits"] {
  const limits = new Map<string, Readonly<Partial<Record<Tier, number>>>>();
  for (const minimum of minimums) {
    if ("oneOf" in minimum) continue;
    const key = minimum.path.join(".");
    limits.set(key, { ...limits.get(key), ...("atLeast" in minimum ? minimum.atLeast : minimum.atMost) });
  }
  return limits;
}
