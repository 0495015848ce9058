import type { ITerraformDependable } from "cdktf";
import type { Site } from "../../platform/site";

/** Settings of a cluster in either region. */
export interface PostgresProps {
  /** Where it protects from deletion, the cluster would also leave a final snapshot and its automated backups behind. */
  readonly site: Site;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly database: DatabaseVersion;
  readonly placement: DatabasePlacement;
  readonly capacity: DatabaseCapacity;
  readonly keys: DatabaseKeys;
  readonly operation: DatabaseOperation;
}

export interface DatabaseVersion {
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
}

/** Where the instances run and who may reach them. */
export interface DatabasePlacement {
  /** Availability zones the instances are spread over, in turn. */
  readonly zones: readonly string[];
  /** Subnets of at least two of the zones, without a route to the internet. */
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** Number of instances, and the range that each scales in: Aurora capacity units of about 2 GiB of memory, by 0.5. */
export interface DatabaseCapacity {
  /** 0 to 15: a writer and readers that can take its place. None leaves the storage alone. */
  readonly instances: number;
  /**
   * 0 to 256. At least 2 for Performance Insights to keep up; 0 pauses idle instances, which neither a proxy nor a
   * global database allows.
   */
  readonly minAcu: number;
  /** 1 to 256. */
  readonly maxAcu: number;
}

/** ARNs of customer-managed keys, in the database's region. */
export interface DatabaseKeys {
  /** For storage, snapshots and Performance Insights. */
  readonly databaseKeyArn: string;
}

export interface DatabaseOperation {
  /** Days within which any second can be restored, 1 to 35. */
  readonly backupDays: number;
  /** Answers SQL over HTTPS, to callers with the secret of a user. @default false */
  readonly dataApi?: boolean;
  /** Log group of the operating system's metrics, where the same state makes it. @default it is there */
  readonly metricsLogGroup?: ITerraformDependable;
}
