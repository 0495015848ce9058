import type { Minimum } from "../../platform/minimums";

/** What tiers ask of the `monitoring` section. */
export const monitoringMinimums: readonly Minimum[] = [];
