import { service } from "./service";

/** Security Hub: findings of all detection, and standards. */
export const securityhub = service({
  prefix: "securityhub",
  resources: { any: "*" },
  read: ["Describe*", "Get*", "List*"],
  change: { policy: "detection", on: ["any"], unbound: ["CreateFindingAggregator"] },
  never: ["DisableSecurityHub*"],
});
