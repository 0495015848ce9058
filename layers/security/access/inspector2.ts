import { service } from "./service";

/** Inspector: vulnerabilities of machines, images and functions. */
export const inspector2 = service({
  prefix: "inspector2",
  resources: { any: "*" },
  read: ["BatchGet*", "Describe*", "Get*", "List*"],
  change: { policy: "detection", on: ["any"], unbound: ["Enable", "UpdateConfiguration"] },
  never: ["Disable"],
});
