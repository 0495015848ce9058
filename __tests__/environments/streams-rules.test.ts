import { expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";

const streams = (text: string) => adding("dev", `ai: { streams: { ${text} } }`);

/** Features that are kept up to date with a topic. */
const ofTopic =
  "ai: { streams: { events: { engine: kafka } }, features: { activity: { description: What a customer did last., recordId: id, eventTime: at, from: streams.events, features: { last: { type: text } } } } }";

test("functions for features read streams of either engine", () => {
  expect(errorsOf(adding("dev", ofTopic))).toEqual([]);
});

test("a stream to a raw zone is fine", () => {
  expect(errorsOf(streams("events: { engine: kinesis, to: zones.raw }"))).toEqual([]);
});

test.each<Case>([
  [
    "to a zone of another type",
    streams("events: { engine: kinesis, to: zones.processed }"),
    "dev.yaml:15:49 ai.streams.events.to | zones.processed | a zone of type raw (zones.raw): zones of type processed take no data as it arrived | Name a raw zone.",
  ],
  [
    "to a zone that is not there",
    streams("events: { engine: kinesis, to: zones.row }"),
    "dev.yaml:15:49 ai.streams.events.to | zones.row | a name of the kind zones (raw, processed, artifacts, logs) | Did you mean zones.raw?",
  ],
  [
    "with more shards than the account",
    streams(
      "events: { engine: kinesis, capacity: { mode: provisioned, shards: 9000 } }, more: { engine: kinesis, capacity: { mode: provisioned, shards: 9999 } }, most: { engine: kinesis, capacity: { mode: provisioned, shards: 9999 } }",
    ),
    "dev.yaml:15:232 ai.streams.most.capacity.shards | 9999 | at most 20000 shards in all streams, the quota of an account in us-east-1, and they are 28998 | Lower it, or set the mode to on-demand.",
  ],
  [
    "with a buffer that Firehose refuses",
    streams("events: { engine: kinesis, to: zones.raw, buffer: { mebibytes: 256, seconds: 300 } }"),
    "dev.yaml:15:81 ai.streams.events.buffer.mebibytes | 256 | a whole number from 1 to 128 | Change it.",
  ],
  [
    "with a wait that Firehose refuses",
    streams("events: { engine: kinesis, to: zones.raw, buffer: { mebibytes: 64, seconds: 1800 } }"),
    "dev.yaml:15:94 ai.streams.events.buffer.seconds | 1800 | a whole number from 0 to 900 | Change it.",
  ],
  [
    "with records that are gone at once",
    streams("events: { engine: kinesis, retentionHours: 1 }"),
    "dev.yaml:15:61 ai.streams.events.retentionHours | 1 | a whole number from 24 to 8760 | Change it.",
  ],
  [
    "of an unknown engine",
    streams("events: { engine: kinesys }"),
    "dev.yaml:15:36 ai.streams.events.engine | kinesys | one of kinesis, kafka | Did you mean kinesis?",
  ],
  [
    "of engine kafka that functions could not say what failed of",
    adding("dev", `  interfaceEndpoints: [glue, kms, logs, monitoring, secretsmanager, sts]\n${ofTopic}`),
    "dev.yaml:16:146 ai.features.activity.from | streams.events | a stream of engine kinesis, as network.interfaceEndpoints lacks sqs: functions read brokers through endpoints alone | Add sqs to that list, or name another stream.",
  ],
  [
    "whose brokers begin with more than they may grow to",
    adding(
      "dev",
      "ai: { streaming: { kafka: { mode: provisioned, instanceType: kafka.m7g.large, perZone: 1, storageGiB: { first: 500, max: 100 } } } }",
    ),
    "dev.yaml:15:112 ai.streaming.kafka.storageGiB.first | 500 | at most max, 100 | Lower it, or raise max.",
  ],
])("no stream %s", tells);
