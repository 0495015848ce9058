import { service } from "./service";

/** EventBridge Schemas: what events look like. */
export const schemas = service({
  prefix: "schemas",
  resources: { registry: "registry/{name}-*", schema: "schema/{name}-*" },
  read: ["Describe*", "List*"],
  change: { policy: "applications", on: ["registry", "schema"] },
});
