import type { LakePrefix } from "./lake-prefix";

/** What the job reads and where it writes. */
export interface EtlJobData {
  readonly source: LakePrefix;
  readonly target: LakePrefix;
  /** Gets what is no event. */
  readonly quarantine: LakePrefix;
  /** Gets what the Spark UI shows of a run. */
  readonly eventLogs: LakePrefix;
  /** Key of all four. */
  readonly kmsKeyArn: string;
}
