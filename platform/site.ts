import type { Names } from "./names";

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
