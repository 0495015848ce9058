import { service } from "./service";

/** CloudWatch Synthetics: canaries on public endpoints. */
export const synthetics = service({
  prefix: "synthetics",
  resources: { canary: "canary:{name}-*" },
  read: ["Describe*", "Get*", "List*"],
  change: { policy: "infrastructure", on: ["canary"], unbound: ["CreateCanary"] },
});
