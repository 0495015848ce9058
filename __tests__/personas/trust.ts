import { runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { Role } from "../../policies/access/iam-model";

/** A token that an identity provider issued, or a role, presented to STS. */
export interface Token {
  /** ARN of the provider in the role's account, or of the role that asks. */
  readonly provider: string;
  readonly action: "sts:AssumeRole" | "sts:AssumeRoleWithSAML" | "sts:AssumeRoleWithWebIdentity" | "sts:TagSession";
  /** Claims, as the condition keys that AWS makes of them. */
  readonly claims: Readonly<Record<string, string | string[]>>;
}

interface Trust {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Effect: "Allow" | "Deny";
    readonly Principal: { readonly Federated?: string; readonly AWS?: string };
    readonly Action: string;
    readonly Condition: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * Whether the trust policy of a role accepts a token. The simulator knows no condition keys of issuers (`<issuer>:sub`)
 * and drops them, except in its unchecked mode, which takes no resource policy. So the principal, an exact name, is
 * compared here, and what is left of the statements evaluated as an identity policy.
 */
export function trusts(
  role: Pick<Role, "arn" | "account" | "trust"> & Partial<Role>,
  { provider, action, claims }: Token,
): boolean {
  const { Version, Statement } = role.trust as Trust;
  const statements = Statement.filter(({ Principal }) => (Principal.Federated ?? Principal.AWS) === provider).map(
    ({ Principal: _, ...statement }) => ({ ...statement, Resource: role.arn }),
  );
  const result = runUnsafeSimulation(
    {
      request: {
        action,
        principal: `arn:aws:iam::${role.account}:role/token`,
        resource: { resource: role.arn, accountId: role.account },
        contextVariables: { ...claims },
      },
      identityPolicies: [{ name: "trust", policy: { Version, Statement: statements } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  return result === "Allowed";
}
