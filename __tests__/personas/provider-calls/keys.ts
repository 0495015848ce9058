import { arnOf } from "../../../policies/access/arns";
import type { Calls, Made, TypeCalls } from "./type-calls";

const key: Calls = {
  on: ({ resource }) => [arnOf(resource)],
  read: "kms:DescribeKey kms:GetKeyPolicy kms:GetKeyRotationStatus kms:ListResourceTags",
  lose: "kms:ScheduleKeyDeletion",
  administrator: "kms:PutKeyPolicy",
  // The tags of the stack are on every key from its first call on.
  context: ({ resource }) => ({
    "aws:RequestTag/environment": resource.stack.environment,
    "aws:ResourceTag/environment": resource.stack.environment,
  }),
};

/** Key that a replica is made of, in its own region. */
const primaryOf = ({ text }: Made) => [text("primary_key_arn")];

export const keyCalls: Readonly<Record<string, TypeCalls>> = {
  aws_kms_alias: [
    {
      on: ({ arn, text, targets }) => [arn("kms", text("name")), ...targets("target_key_id").map(arnOf)],
      change: "kms:CreateAlias kms:UpdateAlias kms:DeleteAlias",
    },
    { read: "kms:ListAliases" },
  ],
  aws_kms_key: [
    {
      ...key,
      change:
        "kms:CreateKey kms:EnableKey kms:EnableKeyRotation kms:TagResource kms:UntagResource kms:UpdateKeyDescription",
    },
  ],
  aws_kms_replica_key: [
    { ...key, change: "kms:CreateKey kms:TagResource kms:UntagResource kms:UpdateKeyDescription" },
    { on: primaryOf, change: "kms:ReplicateKey" },
  ],
};
