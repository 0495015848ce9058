import { variantName } from "../../../modules/models/endpoint-settings";
import type { MonitoringFoundation } from "../foundation";
import { brokerAlarms } from "./brokers";
import { batchModels, hasServices, servedModels } from "./subjects";
import { type AlarmKind, atOnce, type Subject, sustained } from "./table";

const streamsAs =
  (dimension: string, kind: "firehose" | "kinesis-stream") =>
  (foundation: MonitoringFoundation): Subject[] =>
    hasServices(foundation)
      ? Object.entries(foundation.environment.ai.streams)
          .filter(([, { engine, to }]) => (kind === "firehose" ? to !== undefined : engine === "kinesis"))
          .map(([name]) => ({
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

/** Endpoints of models (docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html). */
const endpoints: AlarmKind = {
  kind: "endpoint",
  layer: "ai",
  namespace: "AWS/SageMaker",
  subjects: (foundation) =>
    servedModels(foundation).map((name) => ({
      name,
      dimensions: { EndpointName: foundation.site.names.of("sagemaker", name), VariantName: variantName },
    })),
  rows: [
    {
      name: "errors",
      metric: "Invocation5XXErrors",
      statistic: "Sum",
      periodSeconds: 60,
      threshold: { sandbox: 5, nonproduction: 2, production: 1 },
      when: { ...sustained, comparison: ">=" },
      severity: "page",
      means: "The endpoint of model {name} fails requests (5xx).",
      runbook: "model-fails",
    },
    {
      name: "latency",
      metric: "ModelLatency",
      statistic: "p99",
      periodSeconds: 300,
      threshold: { sandbox: 2_000_000, nonproduction: 1_000_000, production: 500_000 },
      when: sustained,
      severity: "ticket",
      means: "One answer in a hundred of model {name} takes too long.",
      runbook: "model-fails",
    },
  ],
};

/** Pipelines of models (docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html, "Pipelines metrics"). */
const pipelines: AlarmKind = {
  kind: "pipeline",
  layer: "ai",
  namespace: "AWS/Sagemaker/ModelBuildingPipeline",
  subjects: (foundation) => {
    if (!hasServices(foundation)) return [];
    const { models } = foundation.environment.ai;
    return [...Object.keys(models), ...batchModels(foundation).map((name) => `${name}-batch`)].map((name) => ({
      name,
      dimensions: { PipelineName: foundation.site.names.of("sagemaker", name) },
    }));
  },
  rows: [
    {
      name: "failed",
      metric: "ExecutionFailed",
      statistic: "Sum",
      periodSeconds: 300,
      threshold: 0,
      when: atOnce,
      severity: "ticket",
      means: "Pipeline {name} failed: there is no new version, or there are no new predictions.",
      runbook: "pipeline-of-model-fails",
    },
  ],
};

export const aiAlarms: readonly AlarmKind[] = [streams, deliveries, ...brokerAlarms, endpoints, pipelines];
