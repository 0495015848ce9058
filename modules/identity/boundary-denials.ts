import type { PermissionsBoundaryProps } from "./boundary-props";
import { identityDenials } from "./identity-denials";
import type { PolicyStatement } from "./policy-document";

/** Services without regions, or that answer from us-east-1 wherever the caller is. A region condition must spare them. */
const globalServices = ["cloudfront", "iam", "route53", "shield", "sts", "tag"];

/** What no role of the environment may ever do. Each statement closes one way around the boundary or the audit trail. */
export function boundaryDenials(props: PermissionsBoundaryProps): PolicyStatement[] {
  return [...regions(props), ...identityDenials(props), ...audit(props), ...sharing(), ...deletion(props)];
}

function regions({ account, regions }: PermissionsBoundaryProps): PolicyStatement[] {
  const elsewhere = { "aws:RequestedRegion": regions };
  return [
    {
      sid: "DenyOtherRegions",
      effect: "Deny",
      notActions: [...globalServices.map((service) => `${service}:*`), "bedrock:InvokeModel*"],
      resources: "*",
      conditions: { StringNotEquals: elsewhere },
    },
    // A cross-region inference profile is also evaluated in the region it sends the request to.
    {
      sid: "DenyModelsInOtherRegions",
      effect: "Deny",
      actions: "bedrock:InvokeModel*",
      resources: "*",
      conditions: {
        StringNotEquals: elsewhere,
        ArnNotLike: {
          "bedrock:InferenceProfileArn": regions.map((region) => `arn:aws:bedrock:${region}:${account}:*`),
        },
      },
    },
  ];
}

/** Log groups have slashes where other names have hyphens. */
function trailLogs(account: string, prefix: string): string {
  return `arn:aws:logs:*:${account}:log-group:/${prefix.replaceAll("-", "/")}/trail*`;
}

function audit({ account, namePrefixes }: PermissionsBoundaryProps): PolicyStatement[] {
  return [
    {
      sid: "DenyTamperingWithAudit",
      effect: "Deny",
      actions: [
        "access-analyzer:DeleteAnalyzer",
        "backup:DeleteBackupVaultLockConfiguration",
        "bedrock:DeleteModelInvocationLoggingConfiguration",
        "cloudtrail:DeleteTrail",
        "cloudtrail:PutEventSelectors",
        "cloudtrail:PutInsightSelectors",
        "cloudtrail:StopLogging",
        "cloudtrail:UpdateTrail",
        "config:DeleteConfigurationRecorder",
        "config:DeleteDeliveryChannel",
        "config:StopConfigurationRecorder",
        "ec2:DisableEbsEncryptionByDefault",
        "guardduty:DeleteDetector",
        "guardduty:UpdateDetector",
        "inspector2:Disable",
        "macie2:DisableMacie",
        "s3:BypassGovernanceRetention",
        "s3:PutAccountPublicAccessBlock",
        "securityhub:DisableSecurityHub",
      ],
      resources: "*",
    },
    // Firehose and the like may still write, and S3 copies; versions and object lock keep what was written before.
    {
      sid: "DenyTamperingWithLogArchive",
      effect: "Deny",
      notActions: [
        "s3:AbortMultipartUpload",
        "s3:Get*",
        "s3:List*",
        "s3:PutObject",
        "s3:ReplicateObject",
        "s3:ReplicateTags",
      ],
      resources: namePrefixes.flatMap((prefix) =>
        ["log", "access-logs"].map((bucket) => `arn:aws:s3:::${prefix}-${bucket}-*`),
      ),
    },
    {
      sid: "DenyTamperingWithTrailLogs",
      effect: "Deny",
      actions: ["logs:Delete*", "logs:DisassociateKmsKey", "logs:PutRetentionPolicy"],
      resources: namePrefixes.map((prefix) => trailLogs(account, prefix)),
    },
  ];
}

/** Ways to give a copy of a disk or a database to another account. */
function sharing(): PolicyStatement[] {
  return [
    {
      sid: "DenySharingWithAccounts",
      effect: "Deny",
      actions: [
        "ec2:ModifyImageAttribute",
        "ec2:ModifySnapshotAttribute",
        "rds:ModifyDBClusterSnapshotAttribute",
        "rds:ModifyDBSnapshotAttribute",
      ],
      resources: "*",
    },
  ];
}

function deletion({ breakGlass }: PermissionsBoundaryProps): PolicyStatement[] {
  if (breakGlass === undefined) return [];
  return [
    {
      sid: "DenyDeletionWithoutBreakGlass",
      effect: "Deny",
      actions: [
        "backup:DeleteBackupVault",
        "backup:DeleteRecoveryPoint",
        "bedrock:DeleteGuardrail",
        "dynamodb:DeleteBackup",
        "dynamodb:DeleteTable",
        "dynamodb:DeleteTableReplica",
        "ec2:DeleteFlowLogs",
        "elasticache:DeleteReplicationGroup",
        "elasticache:DeleteServerlessCache",
        "elasticache:DeleteSnapshot",
        "kafka:DeleteCluster",
        "kinesis:DeleteStream",
        "kms:DeleteImportedKeyMaterial",
        "kms:DisableKey",
        "kms:ScheduleKeyDeletion",
        "rds:DeleteDBCluster",
        "rds:DeleteDBClusterAutomatedBackup",
        "rds:DeleteDBClusterSnapshot",
        "rds:DeleteGlobalCluster",
        "rds:RemoveFromGlobalCluster",
        "s3:DeleteBucket",
        "sagemaker:DeleteFeatureGroup",
        "secretsmanager:DeleteSecret",
      ],
      resources: "*",
      conditions: { StringNotEquals: { "aws:PrincipalTag/break-glass": breakGlass } },
    },
  ];
}
