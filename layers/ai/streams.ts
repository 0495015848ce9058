import { Fn } from "cdktf";
import { prefixOf } from "../../modules/catalog/lake-prefix";
import { errorsFolder, eventsFolder } from "../../modules/lake/folders";
import { EventStream } from "../../modules/streams/event-stream";
import { type KafkaCapacity, KafkaCluster } from "../../modules/streams/kafka-cluster";
import { LakeDelivery } from "../../modules/streams/lake-delivery";
import type { DeliverySource, TopicSource } from "../../modules/streams/lake-delivery-permissions";
import { functionCode } from "../../platform/function-code";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";
import type { KafkaStreamConfig, KinesisStreamConfig, StreamConfig } from "./streams-config";

/** A Kinesis data stream, or a topic of the environment's brokers. */
export type Carrier = EventStream | TopicSource;

/** A stream as the rest of the layer sees it. */
export interface BuiltStream {
  /** What carries it. */
  readonly carrier: Carrier;
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
  const carrierOf = (name: string, config: StreamConfig): Carrier => {
    if (config.engine === "kinesis") return streamOf(stack, foundation, name, config);
    brokers ??= buildBrokers(stack, foundation);
    return topicOf(foundation, brokers, name, config);
  };
  return Object.fromEntries(
    Object.entries(environment.ai.streams).map(([name, config]) => {
      const carrier = carrierOf(name, config);
      return [name, { carrier, delivery: buildDelivery(stack, foundation, name, { config, carrier }) }];
    }),
  );
}

/** Brokers are in the data tier, like databases: only the application and ai tiers reach them. */
function buildBrokers(stack: LayerStack<AiEnvironment>, foundation: AiFoundation): KafkaCluster {
  const { site, environment, security, network } = foundation;
  return new KafkaCluster(stack, "kafka", {
    site,
    capacity: capacityOf(stack, foundation),
    kmsKeyArn: security.streamsKeyArn,
    placement: {
      // One subnet for each zone: MSK counts brokers by zone, and uses at most three.
      subnetIds: environment.zones.slice(0, 3).map((_, index) => Fn.element([...network.dataSubnetIds], index)),
      securityGroupId: network.dataSecurityGroupId,
    },
  });
}

function capacityOf(stack: LayerStack<AiEnvironment>, { environment, security, network }: AiFoundation): KafkaCapacity {
  const { kafka } = environment.ai.streaming;
  if (kafka.mode === "provisioned") return kafka;
  return {
    mode: "serverless",
    administration: {
      code: stack.asset("broker-topics.zip", functionCode("broker-topics")),
      placement: { subnetIds: network.aiSubnetIds, securityGroupIds: [network.aiSecurityGroupId] },
      queueKeyArn: security.streamsKeyArn,
    },
  };
}

function topicOf(
  { environment }: AiFoundation,
  brokers: KafkaCluster,
  name: string,
  config: KafkaStreamConfig,
): TopicSource {
  const retentionHours = config.retentionHours ?? environment.ai.streaming.retentionHours;
  const after = brokers.addTopic({ name, partitions: config.partitions, retentionHours });
  return { engine: "kafka", clusterArn: brokers.arn, topic: name, after };
}

function streamOf(
  stack: LayerStack<AiEnvironment>,
  { site, environment, security }: AiFoundation,
  name: string,
  config: KinesisStreamConfig,
): EventStream {
  const { streaming } = environment.ai;
  return new EventStream(stack, `stream-${name}`, {
    site,
    purpose: name,
    kmsKeyArn: security.streamsKeyArn,
    capacity: config.capacity ?? streaming.capacity,
    retentionHours: config.retentionHours ?? streaming.retentionHours,
  });
}

function buildDelivery(
  stack: LayerStack<AiEnvironment>,
  { site, environment, data }: AiFoundation,
  name: string,
  { config, carrier }: { readonly config: StreamConfig; readonly carrier: Carrier },
): LakeDelivery | undefined {
  if (config.to === undefined) return undefined;
  const zone = partsOf(config.to).name;
  const bucket = { bucketName: entryOf(data.zoneBucketNames, zone), arn: entryOf(data.zoneBucketArns, zone) };
  return new LakeDelivery(stack, `stream-${name}-delivery`, {
    site,
    purpose: name,
    source: sourceOf(carrier),
    destination: {
      data: prefixOf(bucket, eventsFolder),
      errors: prefixOf(bucket, errorsFolder),
      kmsKeyArn: entryOf(data.zoneKeyArns, zone),
    },
    buffer: config.buffer ?? environment.ai.streaming.buffer,
  });
}

function sourceOf(carrier: Carrier): DeliverySource {
  if (!(carrier instanceof EventStream)) return carrier;
  return { engine: "kinesis", arn: carrier.arn, kmsKeyArn: carrier.kmsKeyArn };
}

/** What the contract says of streams. */
export function streamOutputs(streams: Readonly<Record<string, BuiltStream>>) {
  const all = Object.entries(streams);
  const delivered = all.flatMap(([name, { delivery }]) => (delivery ? [[name, delivery] as const] : []));
  const streaming = all.flatMap(([name, { carrier }]) =>
    carrier instanceof EventStream ? [[name, carrier] as const] : [],
  );
  return {
    streamNames: Object.fromEntries(streaming.map(([name, one]) => [name, one.streamName])),
    streamArns: Object.fromEntries(streaming.map(([name, one]) => [name, one.arn])),
    deliveryStreamNames: Object.fromEntries(delivered.map(([name, one]) => [name, one.deliveryStreamName])),
    deliveryLogGroupNames: Object.fromEntries(delivered.map(([name, one]) => [name, one.logGroupName])),
  };
}
