import type { Minimum } from "../../platform/minimums";

/** What tiers ask of the `ai` section. */
export const aiMinimums: readonly Minimum[] = [];
