import { service } from "./service";

/** Lake Formation: permissions on the catalog, in addition to those of IAM. */
export const lakeformation = service({
  prefix: "lakeformation",
  resources: { any: "*" },
  read: ["Describe*", "GetDataLakeSettings", "List*"],
  change: { policy: "data-services", on: ["any"] },
});
