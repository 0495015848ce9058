import { service } from "./service";

/** Athena. A principal that starts a query reads with its own permissions, within the workgroup's limit. */
export const athena = service({
  prefix: "athena",
  resources: { workgroup: "workgroup/{name}-*", lakeWorkgroup: "workgroup/{name}-lake" },
  read: ["GetWorkGroup", "List*"],
  change: { policy: "data-services", on: ["workgroup"] },
  data: ["GetQueryResults", "StartQueryExecution"],
});
