import type { PolicyStatement } from "../identity/policy-document";

/**
 * Lets only principals of the account through an endpoint, so that stolen foreign credentials lead nowhere.
 * @param resources ARNs that they may call. Default: all
 */
export function accountOnly(account: string, resources: readonly string[] = ["*"]): PolicyStatement {
  const [only] = resources;
  return {
    sid: "AccountOnly",
    principal: "*",
    actions: "*",
    resources: only !== undefined && resources.length === 1 ? only : resources,
    conditions: { StringEquals: { "aws:PrincipalAccount": account } },
  };
}

/**
 * Calls of a service that carry no principal, and so no account to compare. Who has a token of an identity provider signs
 * in with it alone; the roles of the account decide whose tokens they take
 * (docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html). Kubernetes pods do so with the tokens
 * of their service accounts.
 */
const unsignedCalls: Readonly<Record<string, (account: string) => PolicyStatement>> = {
  sts: (account) => ({
    sid: "FederatedSignIn",
    principal: "*",
    actions: ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
    resources: `arn:aws:iam::${account}:role/*`,
  }),
};

/**
 * Statements of the policy of an interface endpoint: callers of the account only, and what the service answers without
 * knowing the caller.
 * @param service last part of the endpoint's name, as in "ecr.api"
 * @param resources ARNs that callers may call. Default: all
 */
export function interfaceEndpointStatements(
  service: string,
  account: string,
  resources?: readonly string[],
): PolicyStatement[] {
  const unsigned = unsignedCalls[service]?.(account);
  return [accountOnly(account, resources), ...(unsigned ? [unsigned] : [])];
}
