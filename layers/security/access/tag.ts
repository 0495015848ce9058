import { service } from "./service";

/** The tagging interface of all services. */
export const tag = service({
  prefix: "tag",
  global: true,
  read: ["GetResources"],
});
