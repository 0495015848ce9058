import { service } from "./service";

/** EventBridge Scheduler. */
export const scheduler = service({
  prefix: "scheduler",
  resources: { group: "schedule-group/{name}-*", schedule: "schedule/{name}-*" },
  read: ["Get*", "List*"],
  change: { policy: "applications", on: ["group", "schedule"] },
});
