import type { SiteLocation } from "../../platform/site";
import { type PolicyStatement, policyDocument } from "../identity/policy-document";
import { viaService } from "./grants";

/** Who may use a key. Everybody else, whatever their IAM policies say, may not. */
export interface KeyUse {
  /** AWS services through which principals of the account use the key, as in "s3" or "rds". */
  readonly throughServices?: readonly string[];
  /** Purposes of roles of the site that use the key themselves, as EKS does with the role of a cluster. */
  readonly roles?: readonly string[];
  /** Services whose own roles in the account use the key without an IAM policy, as in "autoscaling.amazonaws.com". */
  readonly serviceLinkedRoles?: readonly string[];
  /** Services whose own roles in the account decrypt with the key, and no more, as in "macie.amazonaws.com". */
  readonly readingServiceLinkedRoles?: readonly string[];
  /** AWS services that use the key as themselves, on behalf of the account, as in "delivery.logs.amazonaws.com". */
  readonly servicePrincipals?: readonly string[];
  /** CloudFront decrypts what its distributions of the account read. */
  readonly distributions?: boolean;
  /** CloudTrail encrypts the events of the account's trails with the key. */
  readonly trails?: boolean;
  /** CloudWatch Logs encrypts its log groups with the key, and what its anomaly detectors learn of them. */
  readonly logGroups?: boolean;
}

export interface KeyPolicyProps {
  /** Where the key is. */
  readonly site: SiteLocation;
  readonly use: KeyUse;
}

const cryptography = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

const administration = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:Enable*",
  "kms:Get*",
  "kms:List*",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:Update*",
];

function roleArn({ account, names }: SiteLocation, purpose: string): string {
  return `arn:aws:iam::${account}:role/${names.of("iam-role", purpose)}`;
}

/** Lets IAM decide who administers a key. */
export function keyAdministration(account: string): PolicyStatement {
  return {
    sid: "AdministeredThroughIam",
    principal: { aws: `arn:aws:iam::${account}:root` },
    actions: administration,
    resources: "*",
  };
}

/** The policy of a customer-managed key: IAM decides who administers it; data passes through the named services only. */
export function keyPolicy({ site, use }: KeyPolicyProps): string {
  const { account, region } = site;
  const principalsOfAccount = { aws: `arn:aws:iam::${account}:root` };
  const statements: PolicyStatement[] = [keyAdministration(account)];
  if (use.throughServices) {
    const through = { "kms:CallerAccount": account, ...viaService(region, use.throughServices) };
    statements.push(
      {
        sid: "UsedThroughServices",
        principal: principalsOfAccount,
        actions: cryptography,
        resources: "*",
        conditions: { StringEquals: through },
      },
      {
        sid: "GrantedToServices",
        principal: principalsOfAccount,
        actions: "kms:CreateGrant",
        resources: "*",
        conditions: { StringEquals: through, Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    );
  }
  // Named by a condition, since a principal would have to exist before the key does.
  const rolesOf = (services: readonly string[]) => ({
    "aws:PrincipalArn": services.map((service) => `arn:aws:iam::${account}:role/aws-service-role/${service}/*`),
  });
  if (use.readingServiceLinkedRoles) {
    statements.push({
      sid: "ReadByServiceLinkedRoles",
      principal: { aws: "*" },
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      resources: "*",
      conditions: {
        StringEquals: { "kms:CallerAccount": account },
        ArnLike: rolesOf(use.readingServiceLinkedRoles),
      },
    });
  }
  if (use.roles) {
    const byRole = { "aws:PrincipalArn": use.roles.map((role) => roleArn(site, role)) };
    statements.push({
      sid: "UsedByRoles",
      principal: { aws: "*" },
      actions: [...cryptography, "kms:ListGrants"],
      resources: "*",
      conditions: { StringEquals: { "kms:CallerAccount": account }, ArnLike: byRole },
    });
  }
  if (use.serviceLinkedRoles) {
    const byRole = rolesOf(use.serviceLinkedRoles);
    statements.push(
      {
        sid: "UsedByServiceLinkedRoles",
        principal: { aws: "*" },
        actions: cryptography,
        resources: "*",
        conditions: { StringEquals: { "kms:CallerAccount": account }, ArnLike: byRole },
      },
      {
        sid: "GrantedByServiceLinkedRoles",
        principal: { aws: "*" },
        actions: "kms:CreateGrant",
        resources: "*",
        conditions: {
          StringEquals: { "kms:CallerAccount": account },
          ArnLike: byRole,
          Bool: { "kms:GrantIsForAWSResource": "true" },
        },
      },
    );
  }
  if (use.servicePrincipals) {
    statements.push({
      sid: "UsedByServices",
      principal: { service: use.servicePrincipals },
      actions: cryptography,
      resources: "*",
      conditions: { StringEquals: { "aws:SourceAccount": account } },
    });
  }
  if (use.logGroups) {
    statements.push({
      sid: "UsedByLogGroups",
      principal: { service: `logs.${region}.amazonaws.com` },
      actions: cryptography,
      resources: "*",
      conditions: {
        ArnLike: {
          "kms:EncryptionContext:aws:logs:arn": ["anomaly-detector", "log-group"].map(
            (type) => `arn:aws:logs:${region}:${account}:${type}:*`,
          ),
        },
      },
    });
  }
  if (use.distributions) {
    statements.push({
      sid: "ReadByDistributions",
      principal: { service: "cloudfront.amazonaws.com" },
      actions: "kms:Decrypt",
      resources: "*",
      conditions: { ArnLike: { "aws:SourceArn": `arn:aws:cloudfront::${account}:distribution/*` } },
    });
  }
  if (use.trails) {
    const trails = `arn:aws:cloudtrail:*:${account}:trail/*`;
    statements.push({
      sid: "UsedByTrails",
      principal: { service: "cloudtrail.amazonaws.com" },
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
      resources: "*",
      conditions: { ArnLike: { "aws:SourceArn": trails } },
    });
  }
  return policyDocument(statements);
}
