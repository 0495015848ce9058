import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `ai` section. */
export const aiMinimums: readonly Minimum[] = [
  {
    path: ["ai", "streaming", "retentionHours"],
    atLeast: aboveSandbox(168),
    needs: "streams that keep their records for a week or more",
  },
];
