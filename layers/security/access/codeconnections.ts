import { service } from "./service";

/** Connections to Git hosts. */
export const codeconnections = service({
  prefix: "codeconnections",
  resources: { any: "*" },
  read: ["GetConnection", "GetHost", "List*"],
  change: { policy: "applications", on: ["any"], unbound: ["CreateConnection"] },
});
