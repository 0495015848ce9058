import { service } from "./service";

/** Interfaces that API Gateway serves. Roles of the platform call them. */
export const executeApi = service({
  prefix: "execute-api",
});
