import type { ITerraformDependable } from "cdktf";
import type { Site } from "../../platform/site";

/** Where the instances stand and who may talk to them. */
export interface DatabasePlacement {
  /** Availability zones the instances are spread over, in turn. */
  readonly zones: readonly string[];
  /** Subnets of at least two of the zones, without a route to the internet. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** Range of Aurora capacity units (about 2 GiB of memory each) that every instance scales in, in steps of 0.5. */
export interface DatabaseCapacity {
  /**
   * 0 to 256. At least 2 for Performance Insights to keep up; 0 pauses idle instances, which neither a proxy nor a
   * global database allows.
   */
  readonly minAcu: number;
  /** 1 to 256. */
  readonly maxAcu: number;
}

/** ARNs of the customer-managed keys, in the database's region. */
export interface DatabaseKeys {
  /** For storage, snapshots and Performance Insights. */
  readonly databaseKeyArn: string;
  /** For the log groups. */
  readonly logsKeyArn: string;
}

export interface DatabaseMonitoring {
  /** Days the log groups keep a record. */
  readonly logRetentionDays: number;
  /** Seconds between two readings of the operating system: 1, 5, 10, 15, 30 or 60. @default 60 */
  readonly intervalSeconds?: number;
  /** Log group of the operating system's metrics, where the same state makes it. @default it is there */
  readonly logGroup?: ITerraformDependable;
  /** Days of Performance Insights: 7, 731 or a multiple of 31 below. @default 7 */
  readonly insightsDays?: number;
}

export interface DatabaseBackup {
  /** Value of the tag `backup`, by which a backup plan selects the cluster. */
  readonly plan: string;
  /** Days within which any second can be restored, 1 to 35. */
  readonly retentionDays: number;
}

/** What a cluster of either region is told. */
export interface PostgresProps {
  readonly site: Site;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  /**
   * Version of Aurora PostgreSQL. A major one, as in "17": RDS chooses the minor version and raises it in the maintenance
   * window. With a minor one, as in "17.4", it is raised here and nowhere else. Clusters of a global database need that.
   */
  readonly engineVersion: string;
  /**
   * A change of `engineVersion` may move to another major version, in place: minutes without a database, in the
   * maintenance window. RDS refuses it otherwise; a global database needs no leave, and moves at once. @default false
   */
  readonly majorUpgrade?: boolean;
  readonly placement: DatabasePlacement;
  /** Number of instances, 0 to 15: a writer and readers that can take its place. None leaves the storage alone. */
  readonly instances: number;
  readonly capacity: DatabaseCapacity;
  readonly keys: DatabaseKeys;
  readonly monitoring: DatabaseMonitoring;
  readonly backup: DatabaseBackup;
  /** Nobody can delete the cluster, and it would leave a final snapshot and its automated backups behind. */
  readonly deletionProtection: boolean;
  /** Changes that interrupt take effect at once instead of in the maintenance window. @default false */
  readonly applyImmediately?: boolean;
}
