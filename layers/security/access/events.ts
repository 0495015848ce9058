import { service } from "./service";

/** EventBridge: buses, rules and archives. */
export const events = service({
  prefix: "events",
  resources: { archive: "archive/{name}-*", bus: "event-bus/{name}-*", rule: "rule/{name}-*" },
  read: ["Describe*", "List*"],
  change: {
    policy: "applications",
    on: ["archive", "bus", "rule"],
    // The policy of a bus. IAM does not support naming the bus here.
    unbound: ["PutPermission", "RemovePermission"],
  },
  // Rules rest in an environment that recovers another, until it takes over.
  work: { operate: [{ sid: "SwitchRules", actions: ["DisableRule", "EnableRule"], on: ["rule"] }] },
  data: ["PutEvents"],
});
