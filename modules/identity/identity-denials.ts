import type { PermissionsBoundaryProps } from "./boundary-props";
import type { PolicyStatement } from "./policy-document";

const iamWrites = [
  "Add*",
  "Attach*",
  "Change*",
  "Create*",
  "Deactivate*",
  "Delete*",
  "Detach*",
  "Enable*",
  "PassRole",
  "Put*",
  "Remove*",
  "Resync*",
  "Set*",
  "Tag*",
  "Untag*",
  "Update*",
  "Upload*",
].map((action) => `iam:${action}`);

/** The part of the boundary that keeps a role from becoming, or making, something the boundary does not bind. */
export function identityDenials({ account, name, namePrefixes }: PermissionsBoundaryProps): PolicyStatement[] {
  // The boundary's own ARN is spelled out: a policy cannot refer to itself.
  const boundaryArn = `arn:aws:iam::${account}:policy/${name}`;
  const own = (type: string) => namePrefixes.map((prefix) => `arn:aws:iam::${account}:${type}/${prefix}-*`);
  return [
    {
      sid: "DenyChangeOfBoundary",
      effect: "Deny",
      actions: [
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy",
        "iam:DeletePolicyVersion",
        "iam:SetDefaultPolicyVersion",
      ],
      resources: boundaryArn,
    },
    {
      sid: "DenyRolesWithoutBoundary",
      effect: "Deny",
      actions: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
      ],
      resources: "*",
      conditions: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      sid: "DenyRemovalOfBoundary",
      effect: "Deny",
      actions: ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
      resources: "*",
    },
    // Users, groups, identity providers, the personas and the delivery roles (which have paths), roles of others.
    {
      sid: "DenyIamOutsidePlatform",
      effect: "Deny",
      actions: iamWrites,
      notResources: [
        ...own("role"),
        ...own("policy"),
        ...own("instance-profile"),
        `arn:aws:iam::${account}:role/aws-service-role/*`,
        `arn:aws:iam::${account}:oidc-provider/oidc.eks.*`,
      ],
    },
    { sid: "DenyOtherIdentities", effect: "Deny", actions: "sts:Assume*", notResources: own("role") },
    // Tag keys are not case-sensitive when a policy reads them, so neither may this be.
    {
      sid: "DenySelfMadeBreakGlass",
      effect: "Deny",
      actions: ["iam:CreateRole", "iam:TagRole", "sts:TagSession"],
      resources: "*",
      conditions: { "ForAnyValue:StringEqualsIgnoreCase": { "aws:TagKeys": "break-glass" } },
    },
    { sid: "DenyChangeOfKeyPolicies", effect: "Deny", actions: "kms:PutKeyPolicy", resources: "*" },
  ];
}
