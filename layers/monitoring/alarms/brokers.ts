import { kafkaClusterName } from "../../../modules/streams/kafka-names";
import { partsOf } from "../../../platform/references";
import type { MonitoringFoundation } from "../foundation";
import { hasServices } from "./subjects";
import { type AlarmKind, type Subject, sustained } from "./table";

/** Streams of engine kafka. */
function topicsOf(foundation: MonitoringFoundation): string[] {
  if (!hasServices(foundation)) return [];
  const streams = Object.entries(foundation.environment.ai.streams);
  return streams.filter(([, { engine }]) => engine === "kafka").map(([name]) => name);
}

/** Brokers that are named; AWS looks after serverless ones. */
function namedBrokers(foundation: MonitoringFoundation): number {
  const { ai, zones } = foundation.environment;
  const { kafka } = ai.streaming;
  if (topicsOf(foundation).length === 0 || kafka.mode !== "provisioned") return 0;
  return Math.min(3, zones.length) * kafka.perZone;
}

const clusterOf = ({ site }: MonitoringFoundation) => ({ "Cluster Name": kafkaClusterName(site) });

/** The cluster as a whole (docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html). */
const cluster: AlarmKind = {
  kind: "kafka",
  layer: "ai",
  namespace: "AWS/Kafka",
  subjects: (foundation): Subject[] =>
    namedBrokers(foundation) > 0 ? [{ name: "streams", dimensions: clusterOf(foundation) }] : [],
  rows: [
    {
      name: "offline-partitions",
      metric: "OfflinePartitionsCount",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: 0,
      when: sustained,
      severity: "page",
      means: "Partitions of the brokers have no leader: no one can write or read them.",
      runbook: "brokers-unhealthy",
    },
    {
      name: "no-controller",
      metric: "ActiveControllerCount",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: 1,
      when: { ...sustained, comparison: "<" },
      severity: "page",
      means: "No broker controls the others: topics and leaders cannot change.",
      runbook: "brokers-unhealthy",
    },
  ],
};

/** Each broker. */
const brokers: AlarmKind = {
  kind: "broker",
  layer: "ai",
  namespace: "AWS/Kafka",
  subjects: (foundation) =>
    Array.from({ length: namedBrokers(foundation) }, (_, index) => ({
      name: String(index + 1),
      dimensions: { ...clusterOf(foundation), "Broker ID": String(index + 1) },
    })),
  rows: [
    {
      name: "too-few-copies",
      metric: "UnderMinIsrPartitionCount",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: 0,
      when: sustained,
      severity: "page",
      means: "Partitions that broker {name} leads have too few copies: it refuses records.",
      runbook: "brokers-unhealthy",
    },
    {
      name: "disk",
      metric: "KafkaDataLogsDiskUsed",
      statistic: "Maximum",
      periodSeconds: 300,
      // Disks grow from 60 % on, once in six hours.
      threshold: { sandbox: 90, nonproduction: 85, production: 85 },
      when: sustained,
      severity: "page",
      means: "The disk of broker {name} is nearly full.",
      runbook: "brokers-unhealthy",
    },
    {
      name: "cpu",
      metric: "CpuUser",
      statistic: "Average",
      periodSeconds: 300,
      threshold: 60,
      when: sustained,
      severity: "ticket",
      means: "The processors of broker {name} are busy.",
      runbook: "brokers-unhealthy",
    },
  ],
};

/** What Firehose reads from brokers (docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html). */
const topicReaders: AlarmKind = {
  kind: "topic-delivery",
  layer: "ai",
  namespace: "AWS/Firehose",
  subjects: (foundation) =>
    topicsOf(foundation)
      .filter((name) => foundation.environment.ai.streams[name]?.to !== undefined)
      .map((name) => ({ name, dimensions: { DeliveryStreamName: foundation.site.names.of("firehose", name) } })),
  rows: [
    {
      name: "held-up",
      metric: "DataReadFromSource.Backpressured",
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: 0,
      when: sustained,
      severity: "ticket",
      means: "Delivery {name} cannot read its topic as fast as records arrive.",
      runbook: "stream-behind",
    },
  ],
};

/** What functions read from brokers (docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). */
const topicFollowers: AlarmKind = {
  kind: "topic-function",
  layer: "ai",
  namespace: "AWS/Lambda",
  subjects: (foundation) => {
    const topics = topicsOf(foundation);
    return Object.entries(foundation.environment.ai.features)
      .filter(([, { from }]) => from !== undefined && topics.includes(partsOf(from).name))
      .map(([group]) => `features-${group}`)
      .map((name) => ({ name, dimensions: { FunctionName: foundation.site.names.of("lambda-function", name) } }));
  },
  rows: [
    {
      name: "behind",
      metric: "OffsetLag",
      statistic: "Maximum",
      periodSeconds: 300,
      // Records of a partition.
      threshold: { sandbox: 100_000, nonproduction: 50_000, production: 10_000 },
      when: sustained,
      severity: "ticket",
      means: "Function {name} reads its topic more slowly than records arrive.",
      runbook: "stream-behind",
    },
  ],
};

/** Alarms of streams of engine kafka. */
export const brokerAlarms: readonly AlarmKind[] = [cluster, brokers, topicReaders, topicFollowers];
