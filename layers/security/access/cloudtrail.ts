import { service } from "./service";

/** CloudTrail. The trail is an administrator's: the boundary keeps everybody else from changing it. */
export const cloudtrail = service({
  prefix: "cloudtrail",
  read: ["Describe*", "Get*", "List*"],
  never: ["DeleteTrail", "Put*Selectors", "StopLogging", "UpdateTrail"],
});
