import { service } from "./service";

/** AWS Config: what the account's resources were set to, and which rules they break. */
export const config = service({
  prefix: "config",
  resources: { any: "*" },
  read: ["Describe*", "Get*", "List*"],
  change: { policy: "detection", on: ["any"], unbound: ["PutDeliveryChannel"] },
  never: ["Delete*Recorder", "DeleteDeliveryChannel", "Stop*"],
});
