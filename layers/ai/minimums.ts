import { aboveSandbox, type Minimum } from "../../platform/minimums";
import { modelMinimums } from "./model-minimums";

/** What tiers ask of the `ai` section. */
export const aiMinimums: readonly Minimum[] = [
  ...modelMinimums,
  {
    path: ["ai", "streaming", "retentionHours"],
    atLeast: aboveSandbox(168),
    needs: "streams that keep their records for a week or more",
  },
];
