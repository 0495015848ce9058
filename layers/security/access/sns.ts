import { service } from "./service";

/** SNS: notifications. Topics have no type in their ARN. */
export const sns = service({
  prefix: "sns",
  resources: { topic: "{name}-*" },
  read: ["Get*", "List*"],
  change: { policy: "applications", on: ["topic"] },
  data: ["Publish"],
});
