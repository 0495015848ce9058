import { clusterNameOf } from "../../../modules/kubernetes/cluster-name";
import { variantName } from "../../../modules/models/endpoint-settings";
import type { MonitoringFoundation } from "../foundation";
import { cacheNodesOf, cacheOf } from "./data";
import { databaseCopy } from "./recovery";
import { servedModels } from "./subjects";
import type { AlarmKind, AlarmRow } from "./table";

/** Half an hour in which less is there than declared, or nothing says what is. A ticket: the other region serves the users. */
const drifted: Pick<AlarmRow, "when" | "severity" | "runbook"> = {
  when: { comparison: "<", periods: 6, missing: "breaching" },
  severity: "ticket",
  runbook: "standby-drifted",
};

/** What runs in a region that waits for a failover: everything, smaller, with the strategy warm-standby. */
const waits = ({ upstream, environment }: MonitoringFoundation) =>
  upstream?.strategy === "warm-standby" && !environment.monitoring.takenOver;

/** Services without the pods that a failover starts from. */
const services: AlarmKind = {
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
      means: "The standby of service {name} runs fewer pods than a failover starts from.",
      ...drifted,
    },
  ],
};

/** A copy that does not say how far it is behind is none. */
const database: AlarmKind = {
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
      means: "The copy of database {name} no longer says how far it is behind: it has stopped, or is a copy no more.",
      ...drifted,
    },
  ],
};

/** Nodes of the cache, which a failover needs as many of as are declared. */
const cacheNodes: AlarmKind = {
  kind: "standby-cache",
  layer: "recovery",
  namespace: "AWS/ElastiCache",
  subjects: (foundation) => (waits(foundation) ? cacheNodesOf(foundation) : []),
  rows: [
    {
      name: "missing",
      metric: "EngineCPUUtilization",
      statistic: "SampleCount",
      periodSeconds: 300,
      threshold: 1,
      means: "Node {name} of the standby's cache is gone: a failover starts with a smaller one than declared.",
      ...drifted,
    },
  ],
};

/** The cache follows: version and node type then come from the datastore that both are in. */
const cache: AlarmKind = {
  kind: "standby-cache",
  layer: "recovery",
  namespace: "AWS/ElastiCache",
  subjects: (foundation) => (waits(foundation) ? cacheOf(foundation) : []),
  rows: [
    {
      name: "silent",
      metric: "GlobalDatastoreReplicationLag",
      statistic: "SampleCount",
      periodSeconds: 300,
      threshold: 1,
      means: "The copy of cache {name} no longer says how far it is behind: it follows the primary's no more.",
      ...drifted,
    },
  ],
};

/** Endpoints of models. Each instance reports once a minute (docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html). */
const endpoints: AlarmKind = {
  kind: "standby-endpoint",
  layer: "recovery",
  namespace: "/aws/sagemaker/Endpoints",
  subjects: (foundation) => {
    if (!waits(foundation)) return [];
    const { environment, site } = foundation;
    const { models, modelServing } = environment.ai;
    return servedModels(foundation).flatMap((name) => {
      const serving = models[name]?.serving;
      const least = serving?.instances?.min ?? modelServing.instances.min;
      if (serving?.mode === "serverless") return [];
      const dimensions = { EndpointName: site.names.of("sagemaker", name), VariantName: variantName };
      return [{ name, dimensions, limits: { least } }];
    });
  },
  rows: [
    {
      name: "instances",
      metric: "CPUUtilization",
      statistic: "SampleCount",
      periodSeconds: 60,
      threshold: ({ least = 1 }) => least,
      means: "The standby's endpoint of model {name} has fewer instances than a failover starts from.",
      ...drifted,
      when: { ...drifted.when, periods: 30, breaching: 25 },
    },
  ],
};

/** What a region that waits for a failover has to have. Strategies that keep nothing running have no such alarms. */
export const standbyAlarms: readonly AlarmKind[] = [services, database, cacheNodes, cache, endpoints];
