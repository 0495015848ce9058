import { known, type Made, named, passes, type TypeCalls } from "./type-calls";

/** AWS makes up the end of the name of a canary's function, and of its log group. */
function groupName({ targets, text }: Made): string {
  const [canary] = targets("name");
  return canary?.type === "aws_synthetics_canary"
    ? `/aws/lambda/cwsyn-${String(canary.block.name)}-1a2b`
    : text("name");
}

export const auditCalls: Readonly<Record<string, TypeCalls>> = {
  aws_backup_vault: [
    {
      on: named("backup", "name", "backup-vault:"),
      // Of tags the library cannot tell: it takes the ARN of a vault for that of other types too.
      read: "backup:DescribeBackupVault",
      change: "backup:CreateBackupVault backup-storage:MountCapsule",
      lose: "backup:DeleteBackupVault",
    },
    {
      on: ({ text }) => [text("kms_key_arn")],
      // And kms:RetireGrant, which the grant itself allows (kms/latest/developerguide/grant-delete.html).
      change: "kms:CreateGrant kms:Decrypt kms:DescribeKey kms:GenerateDataKey",
      context: ({ region }) => ({
        "kms:ViaService": `backup.${region}.amazonaws.com`,
        "kms:GrantIsForAWSResource": "true",
      }),
    },
  ],
  aws_backup_vault_lock_configuration: [
    {
      on: named("backup", "backup_vault_name", "backup-vault:"),
      read: "backup:DescribeBackupVault",
      change: "backup:PutBackupVaultLockConfiguration",
      administrator: "backup:DeleteBackupVaultLockConfiguration",
    },
  ],
  aws_backup_vault_policy: [
    {
      on: named("backup", "backup_vault_name", "backup-vault:"),
      read: "backup:GetBackupVaultAccessPolicy",
      change: "backup:PutBackupVaultAccessPolicy backup:DeleteBackupVaultAccessPolicy",
    },
  ],
  aws_cloudtrail: [
    {
      on: named("cloudtrail", "name", "trail/"),
      read:
        "cloudtrail:DescribeTrails cloudtrail:GetTrailStatus cloudtrail:GetEventSelectors " +
        "cloudtrail:GetInsightSelectors cloudtrail:ListTags",
      administrator:
        "cloudtrail:CreateTrail cloudtrail:UpdateTrail cloudtrail:PutEventSelectors cloudtrail:PutInsightSelectors " +
        "cloudtrail:StartLogging cloudtrail:StopLogging cloudtrail:AddTags cloudtrail:DeleteTrail",
    },
  ],
  aws_cloudwatch_log_group: (made) => [
    {
      on: () => [made.arn("logs", `log-group:${groupName(made)}`)],
      read: "logs:DescribeLogGroups logs:ListTagsForResource",
      change: "logs:CreateLogGroup logs:AssociateKmsKey logs:TagResource logs:UntagResource",
    },
    // The provider sets how long records are kept as soon as it has made the group.
    {
      on: () => [made.arn("logs", `log-group:${groupName(made)}`)],
      [groupName(made).endsWith("/trail") ? "administrator" : "change"]:
        "logs:PutRetentionPolicy logs:DisassociateKmsKey logs:DeleteLogGroup",
    },
  ],
  aws_config_configuration_recorder: [
    {
      on: known("config", "configuration-recorder/default/1a2b"),
      read: "config:DescribeConfigurationRecorders",
      change: "config:PutConfigurationRecorder",
      administrator: "config:DeleteConfigurationRecorder",
    },
    passes(({ text }) => text("role_arn"), "config.amazonaws.com"),
  ],
  aws_config_configuration_recorder_status: [
    {
      on: known("config", "configuration-recorder/default/1a2b"),
      read: "config:DescribeConfigurationRecorderStatus",
      change: "config:StartConfigurationRecorder",
      administrator: "config:StopConfigurationRecorder",
    },
  ],
  aws_config_conformance_pack: [
    {
      on: ({ arn, text }) => [arn("config", `conformance-pack/${text("name")}/conformance-pack-1a2b`)],
      read: "config:DescribeConformancePacks config:DescribeConformancePackStatus",
      change: "config:PutConformancePack config:DeleteConformancePack",
    },
    {
      on: ({ account }) => [
        `arn:aws:iam::${account}:role/aws-service-role/config-conforms.amazonaws.com/AWSServiceRoleForConfigConforms`,
      ],
      change: "iam:CreateServiceLinkedRole",
    },
  ],
  aws_config_delivery_channel: [
    {
      read: "config:DescribeDeliveryChannels",
      change: "config:PutDeliveryChannel",
      administrator: "config:DeleteDeliveryChannel",
    },
  ],
};
