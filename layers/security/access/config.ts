import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Reach } from "./reach";
import { arnsOf, service } from "./service";

/** AWS Config: what the account's resources were set to, and which rules they break. */
export const config = service({
  prefix: "config",
  resources: { any: "*", role: "arn:aws:iam::{account}:role/aws-service-role/config.amazonaws.com/*" },
  read: ["Describe*", "Get*", "List*"],
  change: { policy: "detection", on: ["any"], unbound: ["PutDeliveryChannel"] },
  never: ["Delete*Recorder", "DeleteDeliveryChannel", "Stop*"],
});

/** Passing a role to the recorder needs permission, even for its service-linked role. */
export function passRecorderRole(reach: Reach): PolicyStatement {
  return {
    sid: "PassRecorderRole",
    actions: "iam:PassRole",
    resources: arnsOf(reach, config, "role"),
    conditions: { StringEquals: { "iam:PassedToService": "config.amazonaws.com" } },
  };
}
