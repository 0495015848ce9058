import type { Minimum } from "../../platform/minimums";

/** What tiers ask of the `presentation` section. */
export const presentationMinimums: readonly Minimum[] = [];
