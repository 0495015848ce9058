import { zonePurpose, zoneTypes } from "../../../modules/lake/zone-types";
import { entryOf } from "../../../platform/published-contract";
import { cacheOf, tablesOf } from "./data";
import { databaseIdentifier } from "./subjects";
import { type AlarmKind, type AlarmRow, sustained } from "./table";

const milliseconds = 60_000;

/** What the copy of the database in this region is behind by, against the objective of the primary. */
export const databaseCopy: AlarmKind = {
  kind: "database-copy",
  layer: "recovery",
  namespace: "AWS/RDS",
  subjects: ({ site, upstream }) => {
    if (!upstream || upstream.strategy === "backup-restore") return [];
    const rpoMinutes = upstream.environment.recovery?.objectives.relational?.rpoMinutes ?? 60;
    const dimensions = { DBClusterIdentifier: databaseIdentifier({ site }) };
    return [{ name: "main", dimensions, limits: { rpoMinutes } }];
  },
  rows: [
    {
      name: "behind",
      metric: "AuroraGlobalDBReplicationLag",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: ({ rpoMinutes = 60 }) => (rpoMinutes * milliseconds) / 2,
      when: sustained,
      severity: "page",
      means: "The copy of database {name} is behind by more than half of what may be lost.",
      runbook: "replication-behind",
    },
  ],
};

/** Copies of tables. The region that takes the writes says how far the other is behind. */
const tableCopies: AlarmKind = {
  kind: "table-copy",
  layer: "recovery",
  namespace: "AWS/DynamoDB",
  subjects: (foundation) => {
    const { recovery } = foundation.environment;
    if (!recovery || recovery.strategy === "backup-restore") return [];
    const { rpoMinutes = 60 } = recovery.objectives.tables ?? {};
    return tablesOf(foundation).map(({ name, dimensions }) => ({
      name,
      dimensions: { ...dimensions, ReceivingRegion: recovery.region },
      limits: { rpoMinutes },
    }));
  },
  rows: [
    {
      name: "behind",
      metric: "ReplicationLatency",
      statistic: "Average",
      periodSeconds: 60,
      threshold: ({ rpoMinutes = 60 }) => (rpoMinutes * milliseconds) / 2,
      when: sustained,
      severity: "page",
      means: "The copy of table {name} is behind by more than half of what may be lost.",
      runbook: "replication-behind",
    },
  ],
};

/** Objects that S3 fails to copy. */
function failedCopies(means: string): AlarmRow {
  return {
    name: "failed",
    metric: "OperationsFailedReplication",
    statistic: "Sum",
    periodSeconds: 300,
    threshold: 0,
    when: sustained,
    severity: "ticket",
    means,
    runbook: "replication-behind",
  };
}

/** Copies of the lake (docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html). */
const lakeCopies: AlarmKind = {
  kind: "lake-copy",
  layer: "recovery",
  namespace: "AWS/S3",
  metricsOf: "primary",
  subjects: ({ data, environment, upstream }) => {
    if (!upstream) return [];
    const { rpoMinutes = 60 } = upstream.environment.recovery?.objectives.lake ?? {};
    return Object.entries(environment.data.lake.zones)
      .filter(([, { type }]) => zoneTypes[type].replicated)
      .map(([name, { type }]) => ({
        name,
        dimensions: {
          SourceBucket: entryOf(upstream.data.zoneBucketNames, name),
          DestinationBucket: entryOf(data.zoneBucketNames, name),
          RuleId: zonePurpose({ type, name: name === type ? undefined : name }),
        },
        limits: { rpoMinutes },
      }));
  },
  rows: [
    {
      name: "behind",
      metric: "ReplicationLatency",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: ({ rpoMinutes = 60 }) => rpoMinutes * 60,
      when: sustained,
      severity: "page",
      means: "The copy of zone {name} of the lake is behind by more than may be lost.",
      runbook: "replication-behind",
    },
    failedCopies("S3 does not copy objects of zone {name} of the lake."),
  ],
};

/**
 * Copies of the logs. An object that S3 fails to copy shows nowhere else, and an archive that lacks it looks complete
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html).
 */
const logCopies: AlarmKind = {
  kind: "log-copy",
  layer: "recovery",
  namespace: "AWS/S3",
  metricsOf: "primary",
  subjects: ({ environment, security, upstream }) => {
    if (!upstream) return [];
    const from = upstream.security;
    const copy = (name: string, source: string, copied: string) => [
      { name, dimensions: { SourceBucket: source, DestinationBucket: copied, RuleId: name } },
    ];
    const configured = environment.owns.region && upstream.environment.owns.region;
    return [
      ...copy("log-archive", from.logArchiveBucketName, security.logArchiveBucketName),
      ...copy("log-flows", from.flowLogsBucketName, security.flowLogsBucketName),
      ...(configured ? copy("log-config", from.configurationBucketName, security.configurationBucketName) : []),
    ];
  },
  rows: [failedCopies("S3 does not copy objects of {name}.")],
};

/**
 * The copy of the cache. The follower's first node reports how far it is behind, and after a failover another one
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html).
 */
const cacheCopy: AlarmKind = {
  kind: "cache-copy",
  layer: "recovery",
  namespace: "AWS/ElastiCache",
  subjects: (foundation) => {
    const { upstream } = foundation;
    const objective = upstream?.environment.recovery?.objectives.cache;
    if (!objective || upstream?.strategy !== "warm-standby") return [];
    const limits = { rpoMinutes: objective.rpoMinutes };
    return cacheOf(foundation).map((cache) => ({ ...cache, limits }));
  },
  rows: [
    {
      name: "behind",
      metric: "GlobalDatastoreReplicationLag",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: ({ rpoMinutes = 60 }) => (rpoMinutes * 60) / 2,
      when: sustained,
      severity: "page",
      means: "The copy of cache {name} is behind by more than half of what may be lost.",
      runbook: "replication-behind",
    },
  ],
};

export const recoveryAlarms: readonly AlarmKind[] = [databaseCopy, tableCopies, lakeCopies, logCopies, cacheCopy];
