import { Fn } from "cdktf";
import { prefixOf } from "../../modules/catalog/lake-prefix";
import { errorsFolder, eventsFolder } from "../../modules/lake/folders";
import { EventStream } from "../../modules/streams/event-stream";
import { KafkaCluster } from "../../modules/streams/kafka-cluster";
import { LakeDelivery } from "../../modules/streams/lake-delivery";
import type { DeliverySource } from "../../modules/streams/lake-delivery-permissions";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";
import type { KafkaStreamConfig, KinesisStreamConfig, StreamConfig } from "./streams-config";

/** A stream as the rest of the layer sees it. */
export interface BuiltStream {
  /** None of engine kafka. */
  readonly stream: EventStream | undefined;
  /** None where the stream goes to no zone. */
  readonly delivery: LakeDelivery | undefined;
}

/** The streams of the environment, each with its delivery to the lake. None where the recovery strategy restores from backups. */
export function buildStreams(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
): Readonly<Record<string, BuiltStream>> {
  const { environment, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return {};
  let brokers: KafkaCluster | undefined;
  const sourceOf = (name: string, config: StreamConfig): Source => {
    if (config.engine === "kinesis") return streamOf(stack, foundation, name, config);
    brokers ??= buildBrokers(stack, foundation);
    return topicOf(foundation, brokers, name, config);
  };
  return Object.fromEntries(
    Object.entries(environment.ai.streams).map(([name, config]) => {
      const { stream, source } = sourceOf(name, config);
      return [name, { stream, delivery: buildDelivery(stack, foundation, name, { config, source }) }];
    }),
  );
}

/** Brokers are in the data tier, like databases: only the application and ai tiers reach them. */
function buildBrokers(
  stack: LayerStack<AiEnvironment>,
  { site, environment, security, network }: AiFoundation,
): KafkaCluster {
  return new KafkaCluster(stack, "kafka", {
    site,
    capacity: environment.ai.streaming.kafka,
    kmsKeyArn: security.streamsKeyArn,
    placement: {
      // One subnet for each zone: MSK counts brokers by zone, and uses at most three.
      subnetIds: environment.zones.slice(0, 3).map((_, index) => Fn.element([...network.dataSubnetIds], index)),
      securityGroupId: network.dataSecurityGroupId,
    },
  });
}

interface Source {
  readonly stream: EventStream | undefined;
  readonly source: DeliverySource;
}

function topicOf(
  { environment }: AiFoundation,
  brokers: KafkaCluster,
  name: string,
  config: KafkaStreamConfig,
): Source {
  const retentionHours = config.retentionHours ?? environment.ai.streaming.retentionHours;
  const after = brokers.addTopic({ name, partitions: config.partitions, retentionHours });
  return { stream: undefined, source: { engine: "kafka", clusterArn: brokers.arn, topic: name, after } };
}

function streamOf(
  stack: LayerStack<AiEnvironment>,
  { site, environment, security }: AiFoundation,
  name: string,
  config: KinesisStreamConfig,
): Source {
  const { streaming } = environment.ai;
  const stream = new EventStream(stack, `stream-${name}`, {
    site,
    purpose: name,
    kmsKeyArn: security.streamsKeyArn,
    capacity: config.capacity ?? streaming.capacity,
    retentionHours: config.retentionHours ?? streaming.retentionHours,
  });
  return { stream, source: { engine: "kinesis", arn: stream.arn, kmsKeyArn: stream.kmsKeyArn } };
}

function buildDelivery(
  stack: LayerStack<AiEnvironment>,
  { site, environment, data }: AiFoundation,
  name: string,
  { config, source }: { readonly config: StreamConfig; readonly source: DeliverySource },
): LakeDelivery | undefined {
  if (config.to === undefined) return undefined;
  const zone = partsOf(config.to).name;
  const bucket = { bucketName: entryOf(data.zoneBucketNames, zone), arn: entryOf(data.zoneBucketArns, zone) };
  return new LakeDelivery(stack, `stream-${name}-delivery`, {
    site,
    purpose: name,
    source,
    destination: {
      data: prefixOf(bucket, eventsFolder),
      errors: prefixOf(bucket, errorsFolder),
      kmsKeyArn: entryOf(data.zoneKeyArns, zone),
    },
    buffer: config.buffer ?? environment.ai.streaming.buffer,
  });
}

/** What the contract says of streams. */
export function streamOutputs(streams: Readonly<Record<string, BuiltStream>>) {
  const all = Object.entries(streams);
  const delivered = all.flatMap(([name, { delivery }]) => (delivery ? [[name, delivery] as const] : []));
  const streaming = all.flatMap(([name, { stream }]) => (stream ? [[name, stream] as const] : []));
  return {
    streamNames: Object.fromEntries(streaming.map(([name, one]) => [name, one.streamName])),
    streamArns: Object.fromEntries(streaming.map(([name, one]) => [name, one.arn])),
    deliveryStreamNames: Object.fromEntries(delivered.map(([name, one]) => [name, one.deliveryStreamName])),
    deliveryLogGroupNames: Object.fromEntries(delivered.map(([name, one]) => [name, one.logGroupName])),
  };
}
