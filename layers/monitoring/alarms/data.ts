import { locationOf } from "../../../platform/site";
import type { MonitoringFoundation } from "../foundation";
import { databaseIdentifier, hasServices, runsAll } from "./subjects";
import { type AlarmKind, type Subject, sustained } from "./table";

const mebibyte = 1024 * 1024;

/** The environment that tables are named after: a replica has the name of its primary. */
export function tablesOf({ environment, site, upstream }: MonitoringFoundation) {
  const { names } = upstream ? locationOf(upstream.environment) : site;
  return Object.keys(environment.data.tables).map((name) => ({
    name,
    dimensions: { TableName: names.of("dynamodb-table", name) },
  }));
}

const throttled = (name: "reads" | "writes", metric: string) =>
  ({
    name: `throttled-${name}`,
    metric,
    statistic: "Sum",
    periodSeconds: 60,
    threshold: 0,
    when: sustained,
    severity: "page",
    means: `DynamoDB turns away ${name} of table {name}.`,
    runbook: "table-throttled",
  }) as const;

const failing = (operation: string) =>
  ({
    name: `${operation.toLowerCase()}-errors`,
    metric: "SystemErrors",
    dimensions: { Operation: operation },
    statistic: "Sum",
    periodSeconds: 60,
    threshold: 0,
    when: sustained,
    severity: "page",
    means: `DynamoDB answers ${operation} on table {name} with its own errors.`,
    runbook: "table-throttled",
  }) as const;

/** Tables (docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html). */
const tables: AlarmKind = {
  kind: "table",
  layer: "data",
  namespace: "AWS/DynamoDB",
  subjects: (foundation) => (hasServices(foundation) ? tablesOf(foundation) : []),
  rows: [
    throttled("reads", "ReadThrottleEvents"),
    throttled("writes", "WriteThrottleEvents"),
    failing("GetItem"),
    failing("PutItem"),
  ],
};

/** The cluster (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html). */
const database: AlarmKind = {
  kind: "database",
  layer: "data",
  namespace: "AWS/RDS",
  subjects: (foundation) =>
    hasServices(foundation)
      ? [{ name: "main", dimensions: { DBClusterIdentifier: databaseIdentifier(foundation) } }]
      : [],
  rows: [
    {
      name: "cpu",
      metric: "CPUUtilization",
      statistic: "Average",
      periodSeconds: 300,
      threshold: { sandbox: 95, nonproduction: 90, production: 80 },
      when: sustained,
      severity: "page",
      means: "The processors of database {name} are busy.",
      runbook: "database-overloaded",
    },
    {
      name: "memory",
      metric: "FreeableMemory",
      statistic: "Minimum",
      periodSeconds: 300,
      threshold: { sandbox: 128 * mebibyte, nonproduction: 256 * mebibyte, production: 512 * mebibyte },
      when: { ...sustained, comparison: "<" },
      severity: "page",
      means: "Database {name} runs out of memory.",
      runbook: "database-overloaded",
    },
    {
      name: "capacity",
      metric: "ACUUtilization",
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: 90,
      when: sustained,
      severity: "ticket",
      means: "Database {name} is close to its most capacity (data.relational.capacity.maxAcu).",
      runbook: "database-overloaded",
    },
    {
      name: "replica-lag",
      metric: "AuroraReplicaLagMaximum",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: 2000,
      when: sustained,
      severity: "ticket",
      means: "Readers of database {name} are more than two seconds behind its writer.",
      runbook: "database-overloaded",
    },
    {
      name: "deadlocks",
      metric: "Deadlocks",
      statistic: "Average",
      periodSeconds: 300,
      threshold: 0.1,
      when: sustained,
      severity: "ticket",
      means: "Transactions in database {name} block each other.",
      runbook: "database-overloaded",
    },
    {
      name: "connections",
      metric: "DatabaseConnections",
      statistic: "Average",
      periodSeconds: 300,
      threshold: { band: 3 },
      when: sustained,
      severity: "ticket",
      means: "Database {name} has more connections than it usually has at this time.",
      runbook: "database-overloaded",
    },
  ],
};

/** The proxy (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.monitoring.html). */
const proxy: AlarmKind = {
  kind: "database-proxy",
  layer: "data",
  namespace: "AWS/RDS",
  subjects: (foundation) =>
    runsAll(foundation)
      ? [{ name: "main", dimensions: { ProxyName: foundation.site.names.of("db-proxy", "main") } }]
      : [],
  rows: [
    {
      name: "unavailable",
      metric: "AvailabilityPercentage",
      dimensions: { TargetGroup: "default", TargetRole: "READ_WRITE" },
      statistic: "Average",
      periodSeconds: 60,
      threshold: 99,
      when: { ...sustained, comparison: "<" },
      severity: "page",
      means: "The proxy of database {name} has no writer to connect to.",
      runbook: "database-unreachable",
    },
    {
      name: "failed-sign-ins",
      metric: "ClientConnectionsSetupFailedAuth",
      statistic: "Sum",
      periodSeconds: 300,
      threshold: 10,
      when: sustained,
      severity: "ticket",
      means: "Clients fail to sign in to the proxy of database {name}.",
      runbook: "database-unreachable",
    },
  ],
};

/** Nodes that the cache is declared with. ElastiCache counts them from 001. */
export function cacheNodesOf({ environment, site }: MonitoringFoundation) {
  return Array.from({ length: environment.data.cache.nodes }, (_, index) => {
    const node = String(index + 1).padStart(3, "0");
    return { name: `main-${node}`, dimensions: { CacheClusterId: `${site.names.of("cache", "main")}-${node}` } };
  });
}

/** The cache, where one of its nodes has the metric: which, a failover changes. */
export function cacheOf(foundation: MonitoringFoundation): Subject[] {
  const [first, ...rest] = cacheNodesOf(foundation).map(({ dimensions }) => dimensions);
  return first ? [{ name: "main", dimensions: first, others: rest }] : [];
}

/** Nodes of the cache (docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html). */
const cache: AlarmKind = {
  kind: "cache",
  layer: "data",
  namespace: "AWS/ElastiCache",
  subjects: (foundation) => (runsAll(foundation) ? cacheNodesOf(foundation) : []),
  rows: [
    {
      name: "memory",
      metric: "DatabaseMemoryUsagePercentage",
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: { sandbox: 95, nonproduction: 90, production: 85 },
      when: sustained,
      severity: "page",
      means: "Node {name} of the cache is nearly full.",
      runbook: "cache-full",
    },
    {
      name: "cpu",
      metric: "EngineCPUUtilization",
      statistic: "Average",
      periodSeconds: 300,
      threshold: 80,
      when: sustained,
      severity: "ticket",
      means: "The engine of node {name} of the cache is busy.",
      runbook: "cache-full",
    },
    {
      name: "evictions",
      metric: "Evictions",
      statistic: "Sum",
      periodSeconds: 300,
      threshold: 0,
      when: sustained,
      severity: "ticket",
      means: "Node {name} of the cache throws out what is still valid.",
      runbook: "cache-full",
    },
  ],
};

export const dataAlarms: readonly AlarmKind[] = [tables, database, proxy, cache];
