import { service } from "./service";

/** Resource groups, which consoles and dashboards show. */
export const resourceGroups = service({
  prefix: "resource-groups",
  read: ["Get*", "List*"],
});
