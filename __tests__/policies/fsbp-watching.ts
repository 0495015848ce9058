import type { Control } from "./fsbp";

/** Controls of the standard for what watches the platform and keeps its recovery points. It has none for CloudWatch. */
export const watchingControls: readonly Control[] = [
  { id: "Backup.1", asks: "Recovery points are encrypted", checkov: ["CKV_AWS_166"] },
  {
    id: "CloudTrail.1",
    asks: "A trail records management events of all regions",
    checkov: ["CKV_AWS_67", "CKV_AWS_251"],
    gap: "The checks ask each trail for all regions, and none for management events.",
    rules: ["STRATA046"],
  },
  { id: "CloudTrail.2", asks: "Trails are encrypted", checkov: ["CKV_AWS_35"] },
  { id: "CloudTrail.4", asks: "Files of trails are validated", checkov: ["CKV_AWS_36"] },
  { id: "CloudTrail.5", asks: "Trails reach CloudWatch Logs", checkov: ["CKV2_AWS_10"] },
];
