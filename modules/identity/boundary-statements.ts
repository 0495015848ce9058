import type { PermissionsBoundaryProps } from "./boundary-props";
import { identityDenials } from "./identity-denials";
import type { PolicyStatement } from "./policy-document";

/**
 * What the boundary allows at all, and what it denies: each denial closes one way around the boundary or the audit
 * trail. IAM takes one policy of 6,144 characters as a boundary, so what can be said once is said once.
 */
export function boundaryStatements(props: PermissionsBoundaryProps): PolicyStatement[] {
  return [
    { sid: "AllowPlatformServices", actions: props.services.allowed.map((prefix) => `${prefix}:*`), resources: "*" },
    otherRegions(props),
    { sid: "DenyTampering", effect: "Deny", actions: props.services.never, resources: "*" },
    ...identityDenials(props),
    ...audit(props),
    ...deletion(props),
  ];
}

/**
 * A cross-region inference profile is also evaluated in the region it sends the request to. Only such requests have a
 * profile; all others lack the key, and a negated operator then holds.
 */
function otherRegions({ site, regions, services }: PermissionsBoundaryProps): PolicyStatement {
  const { account } = site;
  return {
    sid: "DenyOtherRegions",
    effect: "Deny",
    notActions: services.global.map((prefix) => `${prefix}:*`),
    resources: "*",
    conditions: {
      StringNotEquals: { "aws:RequestedRegion": regions },
      ArnNotLike: { "bedrock:InferenceProfileArn": regions.map((region) => `arn:*:*:${region}:${account}:*`) },
    },
  };
}

function audit({ archives, trailLogs }: PermissionsBoundaryProps): PolicyStatement[] {
  return [
    // Firehose and the like may still write, and S3 copies; versions and object lock keep what was written before.
    {
      sid: "DenyTamperingWithLogArchive",
      effect: "Deny",
      notActions: ["s3:Abort*", "s3:Get*", "s3:List*", "s3:PutObject", "s3:ReplicateObject", "s3:ReplicateTags"],
      resources: archives,
    },
    {
      sid: "DenyTamperingWithTrailLogs",
      effect: "Deny",
      actions: ["logs:Delete*", "logs:DisassociateKmsKey", "logs:PutRetentionPolicy"],
      resources: trailLogs,
    },
  ];
}

function deletion({ services, breakGlass }: PermissionsBoundaryProps): PolicyStatement[] {
  if (breakGlass === undefined) return [];
  return [
    {
      sid: "DenyDeletionWithoutBreakGlass",
      effect: "Deny",
      actions: services.loses,
      resources: "*",
      conditions: { StringNotEquals: { "aws:PrincipalTag/break-glass": breakGlass } },
    },
  ];
}
