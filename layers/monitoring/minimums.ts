import type { Minimum } from "../../platform/minimums";

/** What tiers ask of the `monitoring` section. */
export const monitoringMinimums: readonly Minimum[] = [
  {
    path: ["monitoring", "backup", "restoreTests"],
    oneOf: { production: [true] },
    needs: "recovery points that are known to restore",
  },
];
