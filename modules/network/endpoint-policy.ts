import type { SiteLocation } from "../../platform/site";
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
 * Calls that Lambda makes itself, and not as the function's role, to read brokers in the VPC and hand records on
 * (docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html).
 */
const pollerCalls: Readonly<Record<string, (site: SiteLocation) => PolicyStatement>> = {
  lambda: ({ account, region }) => ({
    sid: "HandOnRecords",
    principal: { service: "lambda.amazonaws.com" },
    actions: "lambda:InvokeFunction",
    resources: `arn:aws:lambda:${region}:${account}:function:*`,
  }),
  sts: ({ account }) => ({
    sid: "ReadBrokers",
    principal: { service: "lambda.amazonaws.com" },
    actions: "sts:AssumeRole",
    resources: `arn:aws:iam::${account}:role/*`,
  }),
};

/** Who calls through an interface endpoint, and what. */
interface Callers {
  /** ARNs that they may call. @default all */
  readonly resources?: readonly string[];
  /** Whether Lambda reads brokers in the VPC. @default false */
  readonly pollers?: boolean;
}

/**
 * Statements of the policy of an interface endpoint: callers of the account only, and what the service answers without
 * knowing the caller.
 * @param service last part of the endpoint's name, as in "ecr.api"
 */
export function interfaceEndpointStatements(
  service: string,
  site: SiteLocation,
  { resources, pollers = false }: Callers = {},
): PolicyStatement[] {
  const unsigned = unsignedCalls[service]?.(site.account);
  const polling = pollers ? pollerCalls[service]?.(site) : undefined;
  return [accountOnly(site.account, resources), ...(unsigned ? [unsigned] : []), ...(polling ? [polling] : [])];
}
