import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";

/**
 * An auth policy that lets these roles of the account in, and denies all others: also those whose own policy would allow
 * it. VPC Lattice asks for an allowance of both (docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html). Roles are
 * named in conditions: a principal has to be there first, and one that is made anew is another one.
 * @param roleArns ARNs or patterns of ARNs
 */
export function callersOnly({ account }: Pick<Site, "account">, roleArns: readonly string[]): string {
  const roles = { "aws:PrincipalArn": [...roleArns].sort() };
  const invoke = { actions: "vpc-lattice-svcs:Invoke", resources: "*" };
  return policyDocument([
    {
      sid: "AllowCallers",
      principal: { aws: `arn:aws:iam::${account}:root` },
      ...invoke,
      conditions: { ArnLike: roles },
    },
    { sid: "DenyOthers", effect: "Deny", principal: "*", ...invoke, conditions: { ArnNotLike: roles } },
  ]);
}
