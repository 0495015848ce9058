import { calls, type Escalation } from "./escalation";
import { identityEscalations } from "./escalations-identity";
import { arn, key, s3 } from "./sites";

/** Every way to get more than one has, or to act unseen, that somebody thought of. */
export const escalations: readonly Escalation[] = [
  ...identityEscalations,
  {
    attempt: "Edit a key policy",
    calls: (site) => ["lake", "secrets", "logs"].flatMap((name) => calls(["kms:PutKeyPolicy"], key(site, name))),
  },
  {
    attempt: "Decrypt data by calling KMS, not the service that keeps it",
    calls: (site) => ["lake", "secrets", "database"].flatMap((name) => calls(["kms:Decrypt"], key(site, name))),
  },
  {
    attempt: "Stop, delete, blind or redirect the trail",
    calls: (site) =>
      calls(
        ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:UpdateTrail"],
        arn(site, "cloudtrail", `trail/${site.name}-trail`),
      ),
  },
  {
    attempt: "Delete the trail's log group, or shorten its memory",
    calls: (site) =>
      calls(
        ["logs:DeleteLogGroup", "logs:PutRetentionPolicy", "logs:DisassociateKmsKey"],
        arn(site, "logs", `log-group:/strata/${site.environment}/trail`),
      ),
  },
  {
    attempt: "Delete the log archive, its logs or its protection",
    calls: (site) => [
      ...calls(
        [
          "s3:DeleteBucket",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketPolicy",
          "s3:PutBucketVersioning",
          "s3:PutLifecycleConfiguration",
        ],
        s3(site, "log-archive"),
      ),
      ...calls(
        ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"],
        s3(site, "log-archive", "AWSLogs/1.json.gz"),
      ),
      ...["access-logs", "log-config", "log-flows"].flatMap((bucket) =>
        calls(["s3:DeleteBucket", "s3:PutBucketPolicy"], s3(site, bucket)),
      ),
    ],
  },
  {
    attempt: "Turn detection off",
    calls: (site) => [
      ...calls(["guardduty:DeleteDetector", "guardduty:UpdateDetector"], arn(site, "guardduty", "detector/12abc34d")),
      ...calls(["config:StopConfigurationRecorder"], arn(site, "config", "configuration-recorder/default/abc")),
      ...calls(["securityhub:DisableSecurityHub"], arn(site, "securityhub", "hub/default")),
      ...calls(["s3:PutAccountPublicAccessBlock", "ec2:DisableEbsEncryptionByDefault"], "*"),
    ],
  },
  {
    attempt: "Become an administrator of the cluster",
    // The entry of a break-glass role is a reviewed change.
    exempt: ["apply", "administrator"],
    calls: (site) => [
      ...calls(["eks:CreateAccessEntry"], arn(site, "eks", `cluster/${site.name}-main`)),
      ...calls(
        ["eks:AssociateAccessPolicy", "eks:UpdateAccessEntry"],
        arn(site, "eks", `access-entry/${site.name}-main/role/${site.account}/rescue/1a2b`),
      ),
    ],
  },
  {
    attempt: "Disable or weaken the guardrail",
    // A reviewed change goes through the pipeline; what may do everything within the boundary may do this.
    exempt: ["apply", "administrator"],
    calls: (site) =>
      calls(["bedrock:DeleteGuardrail", "bedrock:UpdateGuardrail"], arn(site, "bedrock", "guardrail/abcd1234")),
  },
  {
    attempt: "Work in a region the environment does not use",
    calls: (site) => [
      { action: "ec2:StartInstances", resource: `arn:aws:ec2:eu-west-1:${site.account}:instance/i-0123456789abcdef0` },
      {
        action: "lambda:UpdateFunctionCode",
        resource: `arn:aws:lambda:eu-west-1:${site.account}:function:${site.name}-orders`,
      },
    ],
  },
  {
    attempt: "Share a snapshot with another account",
    calls: (site) => [
      ...calls(["ec2:ModifySnapshotAttribute"], `arn:aws:ec2:${site.region}::snapshot/snap-0123456789abcdef0`),
      ...calls(["rds:ModifyDBClusterSnapshotAttribute"], arn(site, "rds", `cluster-snapshot:${site.name}-orders`)),
    ],
  },
  {
    attempt: "Use a service the platform does not",
    calls: () => [
      { action: "organizations:LeaveOrganization", resource: "*" },
      { action: "lightsail:CreateInstances", resource: "*" },
    ],
  },
];
