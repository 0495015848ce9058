import { service } from "./service";

/** Cost Explorer: unusual costs, and cost allocation tags. It identifies monitors by ids. */
export const ce = service({
  prefix: "ce",
  global: true,
  resources: {
    monitor: "arn:aws:ce::{account}:anomalymonitor/*",
    subscription: "arn:aws:ce::{account}:anomalysubscription/*",
  },
  read: ["Describe*", "Get*", "List*"],
  change: {
    policy: "infrastructure",
    on: ["monitor", "subscription"],
    unbound: ["CreateAnomalyMonitor", "CreateAnomalySubscription", "UpdateCostAllocationTagsStatus"],
  },
});
