import { type Evaluation, evaluate } from "./evaluate";
import type { IamModel, Role } from "./iam-model";
import { narrow } from "./narrow";

/** One call of an AWS API. */
export interface Request {
  readonly action: string;
  /** ARN, or `*` for a call that knows no resource. */
  readonly resource: string;
  /** Region that is called. Default: that of the resource, else that of the environment. */
  readonly region?: string;
  /** Condition keys of the call in addition to those that every call has. */
  readonly context?: Readonly<Record<string, string | string[]>>;
  /** Policy of the resource, where the case replaces it. Default: the one in the stacks. */
  readonly resourcePolicy?: unknown;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Statement that decided, as `policy.Sid`, or why none did. */
  readonly decidedBy: string;
}

/** Who calls. */
export interface Session {
  readonly role: Role;
  /** Region of the environment the caller is about. */
  readonly region: string;
  /** Tags of the session, as the identity provider set them. */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * What IAM would answer: identity policies, boundary, resource policy and the conditions of each.
 * @param prepare what to do to a policy before it is evaluated
 */
export async function simulate(
  model: IamModel,
  { role, region, tags = {} }: Session,
  request: Request,
  prepare = narrow,
): Promise<Verdict> {
  const { action, resource, context = {} } = request;
  const [, , , arnRegion, arnAccount] = resource.split(":");
  const key = model.keys.get(resource);
  const always: Record<string, string | string[]> = {
    "aws:PrincipalAccount": role.account,
    "aws:PrincipalArn": role.arn,
    "aws:RequestedRegion": request.region || arnRegion || region,
    "aws:SecureTransport": "true",
    ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value])),
    ...(key && { "kms:CallerAccount": role.account, "kms:ResourceAliases": [...key.aliases] }),
  };
  const { allowed, analysis } = await evaluate(
    {
      request: {
        action,
        principal: `arn:aws:sts::${role.account}:assumed-role/${role.name}/somebody`,
        resource: { resource, accountId: arnAccount || role.account },
        contextVariables: always,
      },
      identityPolicies: role.policies.map((policy) => prepare(action, policy)),
      permissionBoundaryPolicies: [prepare(action, role.boundary)],
      resourcePolicy: request.resourcePolicy ?? resourcePolicy(model, request),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    context,
  );
  return { allowed, decidedBy: analysis ? reason(analysis, allowed) : "nothing allows it" };
}

function resourcePolicy({ keys, buckets, roles }: IamModel, { action, resource }: Request): unknown {
  if (action.startsWith("kms:")) return keys.get(resource)?.policy;
  if (action.startsWith("s3:")) return buckets.get(resource.replace(/\/.*/, ""));
  if (action === "sts:AssumeRole") return [...roles.values()].find(({ arn }) => arn === resource)?.trust;
  return undefined;
}

function reason(analysis: NonNullable<Evaluation["analysis"]>, allowed: boolean): string {
  const { identityAnalysis: identity, permissionBoundaryAnalysis: boundary, resourceAnalysis: resource } = analysis;
  const name = (statement?: { policyId: string; explain: { identifier: string } }) =>
    statement && `${shortName(statement.policyId)}.${statement.explain.identifier}`;
  if (allowed) return name(identity?.allowStatements[0]) ?? name(resource?.allowStatements[0]) ?? "the resource policy";
  const [denial] = [...(boundary?.denyStatements ?? []), ...(identity?.denyStatements ?? [])];
  if (denial) return name(denial) ?? "";
  if (resource?.denyStatements[0]) return `resource policy.${resource.denyStatements[0].explain.identifier}`;
  if (identity?.result !== "Allowed") return "nothing allows it";
  return boundary?.result === "Allowed" ? "the resource policy allows no principal" : "the boundary does not allow it";
}

/** `strata-dev-deployer-work` is `deployer-work`. */
function shortName(policy = "resource policy"): string {
  return policy.replace(/^[a-z0-9]+-[a-z0-9]+-/, "");
}
