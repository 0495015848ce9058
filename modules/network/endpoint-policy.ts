import type { PolicyStatement } from "../identity/policy-document";

/** Lets only principals of the account through an endpoint, so that stolen foreign credentials lead nowhere. */
export function accountOnly(account: string): PolicyStatement {
  return {
    sid: "AccountOnly",
    principal: "*",
    actions: "*",
    resources: "*",
    conditions: { StringEquals: { "aws:PrincipalAccount": account } },
  };
}
