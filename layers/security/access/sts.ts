import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { service } from "./service";

/** Security Token Service. */
export const sts = service({
  prefix: "sts",
  global: true,
  read: ["GetCallerIdentity"],
});

/** A principal that can create roles could create one that trusts it. */
export const noOtherRole: PolicyStatement = {
  sid: "DenyOtherRoles",
  effect: "Deny",
  actions: "sts:AssumeRole",
  resources: "*",
};
