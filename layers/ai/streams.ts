import { prefixOf } from "../../modules/catalog/lake-prefix";
import { errorsFolder, eventsFolder } from "../../modules/lake/folders";
import { EventStream } from "../../modules/streams/event-stream";
import { LakeDelivery } from "../../modules/streams/lake-delivery";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";
import type { StreamConfig } from "./streams-config";

/** A stream as the rest of the layer sees it. */
export interface BuiltStream {
  readonly stream: EventStream;
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
  const streams = Object.entries(environment.ai.streams);
  return Object.fromEntries(streams.map(([name, stream]) => [name, buildStream(stack, foundation, name, stream)]));
}

function buildStream(
  stack: LayerStack<AiEnvironment>,
  { site, environment, security, data }: AiFoundation,
  name: string,
  config: StreamConfig,
): BuiltStream {
  const { streaming } = environment.ai;
  const stream = new EventStream(stack, `stream-${name}`, {
    site,
    purpose: name,
    kmsKeyArn: security.streamsKeyArn,
    capacity: config.capacity ?? streaming.capacity,
    retentionHours: config.retentionHours ?? streaming.retentionHours,
  });
  if (config.to === undefined) return { stream, delivery: undefined };

  const zone = partsOf(config.to).name;
  const bucket = { bucketName: entryOf(data.zoneBucketNames, zone), arn: entryOf(data.zoneBucketArns, zone) };
  const delivery = new LakeDelivery(stack, `stream-${name}-delivery`, {
    site,
    purpose: name,
    stream,
    destination: {
      data: prefixOf(bucket, eventsFolder),
      errors: prefixOf(bucket, errorsFolder),
      kmsKeyArn: entryOf(data.zoneKeyArns, zone),
    },
    buffer: config.buffer ?? streaming.buffer,
  });
  return { stream, delivery };
}

/** What the contract says of streams. */
export function streamOutputs(streams: Readonly<Record<string, BuiltStream>>) {
  const all = Object.entries(streams);
  const delivered = all.flatMap(([name, { delivery }]) => (delivery ? [[name, delivery] as const] : []));
  return {
    streamNames: Object.fromEntries(all.map(([name, { stream }]) => [name, stream.streamName])),
    streamArns: Object.fromEntries(all.map(([name, { stream }]) => [name, stream.arn])),
    deliveryStreamNames: Object.fromEntries(delivered.map(([name, one]) => [name, one.deliveryStreamName])),
    deliveryLogGroupNames: Object.fromEntries(delivered.map(([name, one]) => [name, one.logGroupName])),
  };
}
