import { clusterNameOf } from "../../../modules/kubernetes/cluster-name";
import { zonePurpose, zoneTypes } from "../../../modules/lake/zone-types";
import { entryOf } from "../../../platform/published-contract";
import type { MonitoringFoundation } from "../foundation";
import { tablesOf } from "./data";
import { databaseIdentifier } from "./subjects";
import { type AlarmKind, sustained } from "./table";

const milliseconds = 60_000;

/** What the copy of the database in this region is behind by, against the objective of the primary. */
const databaseCopy: AlarmKind = {
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
    {
      name: "failed",
      metric: "OperationsFailedReplication",
      statistic: "Sum",
      periodSeconds: 300,
      threshold: 0,
      when: sustained,
      severity: "ticket",
      means: "S3 does not copy objects of zone {name} of the lake.",
      runbook: "replication-behind",
    },
  ],
};

/** What runs in a region that waits for a failover: everything, smaller, with the strategy warm-standby. */
const waits = ({ upstream, environment }: MonitoringFoundation) =>
  upstream?.strategy === "warm-standby" && !environment.monitoring.takenOver;

/** A standby without what a failover starts from. It is a ticket: the other region serves the users. */
const standbyServices: AlarmKind = {
  kind: "standby",
  layer: "recovery",
  namespace: "ContainerInsights",
  subjects: (foundation) => {
    const { services, serviceScale } = foundation.environment.application;
    if (!waits(foundation)) return [];
    return Object.entries(services).map(([name, { scale }]) => ({
      name,
      dimensions: { ClusterName: clusterNameOf(foundation.site), Namespace: name, Service: name },
      limits: { pods: scale?.min ?? serviceScale.min },
    }));
  },
  rows: [
    {
      name: "pods",
      metric: "service_number_of_running_pods",
      statistic: "Minimum",
      periodSeconds: 300,
      threshold: ({ pods = 1 }) => pods,
      when: { comparison: "<", periods: 6, missing: "breaching" },
      severity: "ticket",
      means: "The standby of service {name} runs fewer pods than a failover starts from.",
      runbook: "standby-drifted",
    },
  ],
};

/** A copy that does not say how far it is behind is none. */
const standbyDatabase: AlarmKind = {
  kind: "standby-database",
  layer: "recovery",
  namespace: "AWS/RDS",
  subjects: (foundation) => (waits(foundation) ? databaseCopy.subjects(foundation) : []),
  rows: [
    {
      name: "silent",
      metric: "AuroraGlobalDBReplicationLag",
      statistic: "SampleCount",
      periodSeconds: 300,
      threshold: 1,
      when: { comparison: "<", periods: 6, missing: "breaching" },
      severity: "ticket",
      means: "The copy of database {name} no longer says how far it is behind: it has stopped, or is a copy no more.",
      runbook: "standby-drifted",
    },
  ],
};

export const recoveryAlarms: readonly AlarmKind[] = [
  databaseCopy,
  tableCopies,
  lakeCopies,
  standbyServices,
  standbyDatabase,
];
