import { service } from "./service";

/** GuardDuty: threats in logs, on machines and in buckets. Its detector is an administrator's to change. */
export const guardduty = service({
  prefix: "guardduty",
  resources: { any: "*" },
  read: ["Get*", "List*"],
  change: { policy: "detection", on: ["any"], unbound: ["CreateDetector"] },
  never: ["DeleteDetector", "UpdateDetector"],
});
