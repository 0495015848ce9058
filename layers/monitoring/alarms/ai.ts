import type { MonitoringFoundation } from "../foundation";
import { hasServices } from "./subjects";
import { type AlarmKind, type Subject, sustained } from "./table";

const streamsAs =
  (dimension: string, kind: "firehose" | "kinesis-stream") =>
  (foundation: MonitoringFoundation): Subject[] =>
    hasServices(foundation)
      ? Object.keys(foundation.environment.ai.streams).map((name) => ({
          name,
          dimensions: { [dimension]: foundation.site.names.of(kind, name) },
        }))
      : [];

/** Streams (docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html). */
const streams: AlarmKind = {
  kind: "stream",
  layer: "ai",
  namespace: "AWS/Kinesis",
  subjects: streamsAs("StreamName", "kinesis-stream"),
  rows: [
    {
      name: "refused",
      metric: "WriteProvisionedThroughputExceeded",
      statistic: "Sum",
      periodSeconds: 60,
      threshold: 0,
      when: sustained,
      severity: "page",
      means: "Stream {name} refuses records: more arrive than its shards take.",
      runbook: "stream-behind",
    },
    {
      name: "behind",
      metric: "GetRecords.IteratorAgeMilliseconds",
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: { sandbox: 7_200_000, nonproduction: 3_600_000, production: 1_800_000 },
      when: sustained,
      severity: "ticket",
      means: "Readers of stream {name} are behind.",
      runbook: "stream-behind",
    },
  ],
};

/** Deliveries to the lake (docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-metrics.html). */
const deliveries: AlarmKind = {
  kind: "delivery",
  layer: "ai",
  namespace: "AWS/Firehose",
  subjects: streamsAs("DeliveryStreamName", "firehose"),
  rows: [
    {
      name: "late",
      metric: "DeliveryToS3.DataFreshness",
      statistic: "Maximum",
      periodSeconds: 300,
      threshold: { sandbox: 3600, nonproduction: 1800, production: 1200 },
      when: sustained,
      severity: "ticket",
      means: "Delivery {name} holds records that should be in the lake by now.",
      runbook: "stream-behind",
    },
  ],
};

export const aiAlarms: readonly AlarmKind[] = [streams, deliveries];
