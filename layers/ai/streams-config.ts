import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

const onDemand = z.strictObject({ mode: z.literal("on-demand") });

const provisioned = z.strictObject({
  mode: z.literal("provisioned"),
  shards: z
    .int()
    .min(1)
    .max(10_000)
    .describe("Shards, each 1 MiB/s and 1,000 records/s in, 2 MiB/s out. 1 to 10000 (Kinesis API, UpdateShardCount)."),
});

const capacity = z
  .discriminatedUnion("mode", [onDemand, provisioned])
  .describe("What the stream takes in: on-demand follows the traffic, provisioned has its shards.");

const retentionHours = z
  .int()
  .min(24)
  .max(8_760)
  .describe("Hours that a record can be read again. 24 to 8760 (Kinesis quota).");

const buffer = z
  .strictObject({
    mebibytes: z
      .int()
      .min(1)
      .max(128)
      .describe("Size that is collected, before compression. 1 to 128 (Firehose quota)."),
    seconds: z.int().min(0).max(900).describe("Time that is collected. 0 to 900 (Firehose quota)."),
  })
  .describe("What Firehose collects before it writes an object to the lake, whichever is reached first.");

const common = {
  to: reference(
    ["zones"],
    "Zone of type raw that the records are delivered to, below events/. None when absent. Taking it away destroys " +
      "the delivery, with its log.",
  ).optional(),
  retentionHours: retentionHours.optional().describe("Of this stream. ai.streaming.retentionHours when absent."),
  buffer: buffer.optional().describe("Of its delivery. ai.streaming.buffer when absent."),
};

const kinesisStream = z.strictObject({
  engine: z.literal("kinesis"),
  ...common,
  capacity: capacity.optional().describe("Capacity of this stream. ai.streaming.capacity when absent."),
});

const kafkaStream = z.strictObject({
  engine: z.literal("kafka"),
  ...common,
  partitions: z
    .int()
    .min(1)
    .max(120)
    .default(6)
    .describe("Partitions of the topic: readers at a time. 1 to 120, 6 when absent; more may follow, and never fewer."),
});

const stream = z
  .discriminatedUnion("engine", [kinesisStream, kafkaStream])
  .describe(
    "What carries the stream: kinesis (Kinesis Data Streams), kafka (a topic of Amazon MSK). Another engine replaces the stream and loses its records.",
  );

const kafka = z
  .discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal("serverless") }),
    z.strictObject({
      mode: z.literal("provisioned"),
      instanceType: z
        .string()
        .regex(/^kafka\.(m5|m7g)\.(large|([248]|1[26])?xlarge)$/, "a type of brokers, as in kafka.m7g.large")
        .describe("Instance of each broker, as in kafka.m7g.large."),
      perZone: z.int().min(1).max(10).describe("Brokers in each zone. 1 to 10."),
      storageGiB: z
        .strictObject({
          first: z.int().min(10).max(16_384).describe("Size to begin with. 10 to 16384."),
          max: z.int().min(10).max(16_384).describe("Size that it grows to at most, first or more. 10 to 16384."),
        })
        .describe("Disk of each broker, in GiB. It grows automatically and never shrinks."),
    }),
  ])
  .describe(
    "Brokers of the streams of engine kafka: serverless follows the traffic, provisioned has its brokers. Another mode replaces the cluster and loses the records of all its topics.",
  );

const streamName = plainName(2, 40);

/** Whether a stream can be called so. */
export function isStreamName(name: string): boolean {
  return streamName.safeParse(name).success;
}

/** The streams of an environment by name. */
export const streamsConfig = z
  .record(streamName, stream)
  .describe(
    "Streams of events by name. Services and functions send to them with `streams.<name>: send` in `uses`. Removing one loses its records; a topic of serverless brokers stays where deletionProtection holds.",
  );

export type StreamConfig = z.infer<typeof stream>;
export type KafkaStreamConfig = z.infer<typeof kafkaStream>;
export type KinesisStreamConfig = z.infer<typeof kinesisStream>;

/** What holds for streams that do not say it themselves. */
export const streamingConfig = z
  .strictObject({
    capacity,
    retentionHours,
    buffer,
    kafka,
    readers: z
      .enum(["shared", "dedicated"])
      .describe("Whether functions share 2 MiB/s of each shard, or have as much to themselves (enhanced fan-out)."),
  })
  .describe("What holds for streams that do not say it themselves.");

export const streamingDefaults = {
  sandbox: {
    capacity: { mode: "provisioned", shards: 1 },
    retentionHours: 24,
    buffer: { mebibytes: 5, seconds: 60 },
    kafka: { mode: "serverless" },
    readers: "shared",
  },
  nonproduction: {
    capacity: { mode: "provisioned", shards: 2 },
    retentionHours: 168,
    buffer: { mebibytes: 64, seconds: 300 },
    kafka: { mode: "provisioned", instanceType: "kafka.m7g.large", perZone: 1, storageGiB: { first: 100, max: 500 } },
    readers: "shared",
  },
  production: {
    capacity: { mode: "on-demand" },
    retentionHours: 168,
    buffer: { mebibytes: 128, seconds: 300 },
    kafka: { mode: "provisioned", instanceType: "kafka.m7g.large", perZone: 1, storageGiB: { first: 250, max: 2000 } },
    readers: "dedicated",
  },
} satisfies TierDefaults<typeof streamingConfig>;
