import { service } from "./service";

/** Shield Advanced. An account is subscribed only where its environment file asks for it. */
export const shield = service({
  prefix: "shield",
  global: true,
  resources: { any: "arn:aws:shield::{account}:*" },
  read: ["Describe*", "List*"],
  change: {
    policy: "infrastructure",
    on: ["any"],
    unbound: [
      "AssociateProactiveEngagementDetails",
      "CreateSubscription",
      "DisableApplicationLayerAutomaticResponse",
      "DisableProactiveEngagement",
      "EnableApplicationLayerAutomaticResponse",
      "EnableProactiveEngagement",
      "UpdateApplicationLayerAutomaticResponse",
      "UpdateEmergencyContactSettings",
      "UpdateSubscription",
    ],
  },
});
