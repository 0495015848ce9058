import type { PolicyStatement } from "../../../modules/identity/policy-document";
import type { Reach } from "./reach";
import { arnsOf, service } from "./service";

/**
 * IAM. Roles of the platform carry their policies inline: managed policies are those of people and of the pipeline,
 * have a path, and are an administrator's.
 */
export const iam = service({
  prefix: "iam",
  global: true,
  resources: {
    instanceProfile: "arn:aws:iam::{account}:instance-profile/{name}-*",
    role: "arn:aws:iam::{account}:role/{name}-*",
    serviceLinkedRole: "arn:aws:iam::{account}:role/aws-service-role/*",
  },
  read: ["Get*", "List*"],
  never: ["Delete*PermissionsBoundary"],
});

/** Roles under the boundary, and those that services bring with them. @param boundaryArn what a new role must carry */
export function changeRoles(reach: Reach, boundaryArn: string): PolicyStatement[] {
  const roles = arnsOf(reach, iam, "role");
  return [
    {
      sid: "MakeRolesUnderBoundary",
      actions: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
      resources: roles,
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundaryArn } },
    },
    {
      sid: "ChangeRoles",
      actions: [
        "iam:AttachRolePolicy",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole*",
      ],
      resources: roles,
    },
    {
      sid: "ChangeInstanceProfiles",
      actions: [
        "iam:AddRoleToInstanceProfile",
        "iam:CreateInstanceProfile",
        "iam:DeleteInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:UntagInstanceProfile",
      ],
      resources: arnsOf(reach, iam, "instanceProfile"),
    },
    {
      sid: "LetServicesMakeTheirRoles",
      actions: [
        "iam:CreateServiceLinkedRole",
        "iam:DeleteServiceLinkedRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateRole*",
      ],
      resources: arnsOf(reach, iam, "serviceLinkedRole"),
    },
  ];
}
