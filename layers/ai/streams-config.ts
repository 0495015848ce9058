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

const stream = z.strictObject({
  engine: z.literal("kinesis").describe("What carries the stream: kinesis (Kinesis Data Streams)."),
  to: reference(
    ["zones"],
    "Zone of type raw that the records are delivered to, below events/. None when absent.",
  ).optional(),
  capacity: capacity.optional().describe("Capacity of this stream. ai.streaming.capacity when absent."),
  retentionHours: retentionHours.optional().describe("Of this stream. ai.streaming.retentionHours when absent."),
  buffer: buffer.optional().describe("Of its delivery. ai.streaming.buffer when absent."),
});

const streamName = plainName(2, 40);

/** Whether a stream can be called so. */
export function isStreamName(name: string): boolean {
  return streamName.safeParse(name).success;
}

/** The streams of an environment by name. */
export const streamsConfig = z
  .record(streamName, stream)
  .describe("Streams of events by name. Services and functions send to them with `streams.<name>: send` in `uses`.");

export type StreamConfig = z.infer<typeof stream>;

/** What holds for streams that do not say it themselves. */
export const streamingConfig = z
  .strictObject({
    capacity,
    retentionHours,
    buffer,
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
    readers: "shared",
  },
  nonproduction: {
    capacity: { mode: "provisioned", shards: 2 },
    retentionHours: 168,
    buffer: { mebibytes: 64, seconds: 300 },
    readers: "shared",
  },
  production: {
    capacity: { mode: "on-demand" },
    retentionHours: 168,
    buffer: { mebibytes: 128, seconds: 300 },
    readers: "dedicated",
  },
} satisfies TierDefaults<typeof streamingConfig>;
