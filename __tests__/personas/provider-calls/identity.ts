import { argumentOf, arnOf } from "../../../policies/access/arns";
import type { Resource } from "../../../synthesized/linked-stack";
import type { Calls, Made, TypeCalls } from "./type-calls";

/** Roles with a path are those of people and of the pipeline: an administrator's. */
const kindOf = (role: Resource) => (role.block.path === undefined ? "change" : "administrator");

/** Calls about roles, each of which carries a boundary. */
const aboutRole = (role: Resource, read: string, change: string): Calls => ({
  on: () => [arnOf(role)],
  read,
  [kindOf(role)]: change,
  context: () => ({ "iam:PermissionsBoundary": argumentOf(role, "permissions_boundary") }),
});

const aboutRoles = (read: string, change: string) => (made: Made) =>
  made.targets("role").map((role) => aboutRole(role, read, change));

export const identityCalls: Readonly<Record<string, TypeCalls>> = {
  aws_iam_account_password_policy: [
    {
      read: "iam:GetAccountPasswordPolicy",
      administrator: "iam:UpdateAccountPasswordPolicy iam:DeleteAccountPasswordPolicy",
    },
  ],
  aws_iam_openid_connect_provider: [
    {
      on: ({ account, text }) => [`arn:aws:iam::${account}:oidc-provider/${text("url").replace("https://", "")}`],
      read: "iam:GetOpenIDConnectProvider",
      administrator: "iam:CreateOpenIDConnectProvider iam:TagOpenIDConnectProvider iam:DeleteOpenIDConnectProvider",
    },
  ],
  aws_iam_policy: [
    {
      on: ({ account, resource, text }) => [
        `arn:aws:iam::${account}:policy${resource.block.path ?? "/"}${text("name")}`,
      ],
      read: "iam:GetPolicy iam:GetPolicyVersion iam:ListPolicyVersions",
      administrator: "iam:CreatePolicy iam:CreatePolicyVersion iam:DeletePolicyVersion iam:TagPolicy iam:DeletePolicy",
    },
  ],
  aws_iam_role: ({ resource }) => [
    aboutRole(
      resource,
      "iam:GetRole iam:ListRolePolicies iam:ListAttachedRolePolicies iam:ListInstanceProfilesForRole",
      "iam:CreateRole iam:PutRolePermissionsBoundary iam:UpdateRole iam:UpdateRoleDescription " +
        "iam:UpdateAssumeRolePolicy iam:TagRole iam:UntagRole iam:DeleteRole",
    ),
    { on: () => [arnOf(resource)], administrator: "iam:DeleteRolePermissionsBoundary" },
  ],
  aws_iam_role_policy: aboutRoles("iam:GetRolePolicy", "iam:PutRolePolicy iam:DeleteRolePolicy"),
  aws_iam_role_policy_attachment: aboutRoles(
    "iam:ListAttachedRolePolicies",
    "iam:AttachRolePolicy iam:DetachRolePolicy",
  ),
  aws_iam_service_linked_role: [
    {
      on: ({ account, text }) => [
        `arn:aws:iam::${account}:role/aws-service-role/${text("aws_service_name")}/AWSServiceRole`,
      ],
      read: "iam:GetRole iam:GetServiceLinkedRoleDeletionStatus",
      change: "iam:CreateServiceLinkedRole iam:UpdateRole iam:TagRole iam:UntagRole iam:DeleteServiceLinkedRole",
    },
  ],
};
