import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { service } from "./service";

/** Security Token Service. */
export const sts = service({
  prefix: "sts",
  global: true,
  read: ["GetCallerIdentity"],
});

/** Whoever makes roles could make one that trusts him. */
export const noOtherRole: PolicyStatement = {
  sid: "DenyOtherRoles",
  effect: "Deny",
  actions: "sts:AssumeRole",
  resources: "*",
};
