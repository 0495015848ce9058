import { boundaryArn, type PermissionsBoundaryProps } from "./boundary-props";
import type { PolicyStatement } from "./policy-document";

/** Every action of IAM that changes something. What is left begins with Get, List, Generate or Simulate. */
const iamWrites = ["A*", "C*", "D*", "E*", "P*", "R*", "Se*", "T*", "U*"].map((action) => `iam:${action}`);

/** The part of the boundary that keeps a role from becoming, or making, something the boundary does not bind. */
export function identityDenials({ site, namePrefixes }: PermissionsBoundaryProps): PolicyStatement[] {
  const { account } = site;
  const own = (type: string) => namePrefixes.map((prefix) => `arn:aws:iam::${account}:${type}/${prefix}-*`);
  return [
    {
      sid: "DenyRolesWithoutBoundary",
      effect: "Deny",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:D*RolePolicy",
        "iam:PutRoleP*",
        "iam:UpdateAssumeRolePolicy",
      ],
      resources: "*",
      conditions: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn(site) } },
    },
    // Users, groups, identity providers, all managed policies and the boundary among them, the personas and the
    // delivery roles (which have paths), roles of others: none is changed, none is assumed.
    {
      sid: "DenyIdentitiesOutsidePlatform",
      effect: "Deny",
      actions: [...iamWrites, "sts:Assume*"],
      notResources: [
        ...own("role"),
        ...own("instance-profile"),
        // EKS names those of nodes in Auto Mode itself, and puts the platform's role into them (AmazonEKSComputePolicy).
        `arn:aws:iam::${account}:instance-profile/eks*`,
        `arn:aws:iam::${account}:role/aws-service-role/*`,
      ],
    },
    // Tag keys are not case-sensitive when a policy reads them, so neither may this be.
    {
      sid: "DenySelfMadeBreakGlass",
      effect: "Deny",
      actions: ["iam:CreateRole", "iam:TagRole", "sts:TagSession"],
      resources: "*",
      conditions: { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": "break-glass" } },
    },
  ];
}
