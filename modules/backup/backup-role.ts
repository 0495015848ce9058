import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";

export interface BackupRoleProps {
  readonly site: Site;
  /** What the role is for, as in "backup-jobs"; part of its name. */
  readonly purpose: string;
  /** Whether it makes recovery points, or restores from them. */
  readonly work: "backup" | "restore";
}

/**
 * The policies that AWS keeps for each. What a backup takes depends on the service that holds the data, and AWS adds to
 * these when a service changes (docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html).
 */
const policies = {
  backup: ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"],
  restore: ["service-role/AWSBackupServiceRolePolicyForRestores", "AWSBackupServiceRolePolicyForS3Restore"],
} as const;

/** A role that AWS Backup assumes, within the permissions boundary. */
export class BackupRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { site, purpose, work }: BackupRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: site.names.of("iam-role", purpose),
      description: work === "backup" ? "AWS Backup makes and copies recovery points." : "AWS Backup tests restores.",
      permissionsBoundary: site.permissionsBoundaryArn,
      // AWS Backup does not say on whose behalf it assumes a role: see platform/role-trust.ts.
      assumeRolePolicy: policyDocument([
        { sid: "AssumedByService", principal: { service: "backup.amazonaws.com" }, actions: "sts:AssumeRole" },
      ]),
    });
    for (const policy of policies[work]) {
      new IamRolePolicyAttachment(this, policy.split("ForS3").length > 1 ? "s3" : "data", {
        role: role.name,
        policyArn: `arn:aws:iam::aws:policy/${policy}`,
      });
    }
    this.arn = role.arn;
  }
}
