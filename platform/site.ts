import type { EnvironmentFrame } from "./environment";
import { Names } from "./names";
import { standardBackup } from "./tags";

/** Where a module builds. All that keys and identities know: the rest of a site depends on them. */
export interface SiteLocation {
  readonly names: Names;
  /** AWS account id. */
  readonly account: string;
  readonly region: string;
}

/** What every module needs to know of the environment it builds in. A layer makes it once and hands it to all parts. */
export interface Site extends SiteLocation {
  /** ARN of the permissions boundary that every role carries. */
  readonly permissionsBoundaryArn: string;
  /** Encryption and retention of log groups. */
  readonly logs: { readonly kmsKeyArn: string; readonly retentionDays: number };
  /** Deletion protection and final snapshots on, `force_destroy` off. */
  readonly deletionProtection: boolean;
  /** Value of the tag `backup` on everything that holds data; a backup plan selects by it. */
  readonly backupPlan: string;
}

/** What the security layer adds to the location of an environment. */
export interface SiteSecurity {
  readonly permissionsBoundaryArn: string;
  readonly logsKeyArn: string;
}

/** Where an environment's resources are built. */
export function locationOf(environment: EnvironmentFrame): SiteLocation {
  const { account, region } = environment;
  return { names: new Names(environment), account, region };
}

/** The site of an environment: its location and settings, and what its security layer publishes. */
export function siteOf(environment: EnvironmentFrame, security: SiteSecurity): Site {
  const { logRetentionDays, deletionProtection } = environment;
  return {
    ...locationOf(environment),
    permissionsBoundaryArn: security.permissionsBoundaryArn,
    logs: { kmsKeyArn: security.logsKeyArn, retentionDays: logRetentionDays },
    deletionProtection,
    backupPlan: standardBackup,
  };
}
