import { service } from "./service";

/** Application Auto Scaling: capacity of tables, services and endpoints. */
export const applicationAutoscaling = service({
  prefix: "application-autoscaling",
  resources: { any: "*" },
  read: ["Describe*", "List*"],
  change: { policy: "infrastructure", on: ["any"] },
});
