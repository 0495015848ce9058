import { aboveSandbox, type Minimum } from "./minimums";

/** What tiers ask of the frame of an environment. */
export const frameMinimums: readonly Minimum[] = [
  {
    path: ["deletionProtection"],
    oneOf: aboveSandbox([true]),
    unless: "retirement",
    needs: "deletion protection",
    fix: "Remove the line or set it to true; to destroy the environment, add `retirement` with the reason.",
  },
  {
    path: ["state", "backend"],
    oneOf: aboveSandbox(["s3", "cloud"]),
    needs: "a backend that a team shares and locks",
    fix: "Set it to s3 or cloud.",
  },
  {
    path: ["logRetentionDays"],
    atLeast: { nonproduction: 90 },
    needs: "service logs kept for a quarter or more",
  },
  {
    // Security Hub, CloudWatch.16.
    path: ["logRetentionDays"],
    atLeast: { production: 365 },
    needs: "service logs kept for a year or more",
  },
];
