import type { Construct } from "constructs";
import type { PolicyStatement } from "../identity/policy-document";
import { PrivateBucket, type PrivateBucketProps } from "./private-bucket";

export interface LogBucketProps extends Required<Pick<PrivateBucketProps, "site" | "purpose" | "kmsKeyArn">> {
  /** What lets the one service that writes here in: see log-writers.ts. */
  readonly writer: (bucketArn: string) => readonly PolicyStatement[];
  /** Bucket that records who reads the logs. */
  readonly accessLogsBucket: string;
  readonly retention: LogRetention;
}

export interface LogRetention {
  /**
   * Who may delete a log before its time: anyone with the permission, a privileged role, or no one. AWS Config does not
   * deliver to a locked bucket.
   */
  readonly objectLock: "none" | "governance" | "compliance";
  /** Days a log is kept, and locked where object lock is on. */
  readonly retentionDays: number;
  /** Days until a log moves to S3 Glacier Instant Retrieval. */
  readonly glacierAfterDays: number;
}

/**
 * A bucket that one AWS service delivers its logs to, below `AWSLogs/`. One bucket for each service: some replace the
 * policy of the bucket they are pointed to, and some cannot write to a locked one.
 */
export class LogBucket extends PrivateBucket {
  constructor(scope: Construct, id: string, { writer, retention, ...bucket }: LogBucketProps) {
    const { objectLock, retentionDays, glacierAfterDays } = retention;
    super(scope, id, {
      ...bucket,
      retention: {
        transitions: [{ days: glacierAfterDays, storageClass: "GLACIER_IR" }],
        expireAfterDays: retentionDays,
        objectLock: objectLock === "none" ? undefined : { mode: objectLock, days: retentionDays },
      },
      statements: writer,
    });
  }
}
