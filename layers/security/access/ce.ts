import { service } from "./service";

/** Cost Explorer: costs that are not usual, and the tags that costs are told apart by. It names monitors by ids. */
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
