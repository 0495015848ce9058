import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CreateDeliveryStreamCommand, FirehoseClient, type ProcessorType } from "@aws-sdk/client-firehose";
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordsCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-kinesis";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { KinesisStreamBatchResponse } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { projectRoot } from "../../platform/root";
import { LocalFeatureStore } from "../functions/feature-store";
import { runOnSpark, type Spark, sparkOrSkip } from "../provider/etl-job/spark";
import { describeOnEmulator } from "./harness";
import { contextOf, type Handler, loaded } from "./loaded-function";
import { type Declared, declared } from "./stream/declared";
import { deliver } from "./stream/delivery";

const spark = await sparkOrSkip("the way of an event");

const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** An event in the envelope of jobs/event.schema.json. */
const event = (number: number, type: string, days: number, payload: object) => ({
  event_id: idOf(number),
  event_type: type,
  occurred_at: daysAgo(days),
  source: "shop",
  schema_version: 1,
  payload,
});

const events = [
  // Of one customer and out of order, as from several producers.
  event(1, "order_placed", 2, { customer_id: "ada", total: 20 }),
  event(2, "order_placed", 9, { customer_id: "ada", total: 90 }),
  event(3, "payment_captured", 1, { customer_id: "ada", amount: 20.5 }),
  event(4, "payment_captured", 8, { customer_id: "ada", amount: 90 }),
  event(5, "order_placed", 40, { customer_id: "bob", total: 5 }),
  event(6, "feedback_given", 3, { stars: 5 }),
];
/** What producers send: one event twice, and a record that is no event. */
const sent = [...events, events[0], "no event"].map((one) => (typeof one === "string" ? one : JSON.stringify(one)));

interface Tables {
  readonly counts: Readonly<Record<string, number>>;
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly events: readonly (readonly [id: string, type: string])[];
}

/**
 * Producers, stream, delivery, jobs and function, each with the names and settings of the synthesized JSON of `dev`. The
 * emulator has neither what Firehose does between stream and lake (stream/delivery.ts), nor an online store
 * (feature-store.ts), and Spark has no S3 here: jobs read the objects from a folder.
 */
describe.skipIf(!spark)("the way of an event", () => {
  describeOnEmulator("from a producer to features", (bench) => {
    let made: Declared;
    let store: LocalFeatureStore;
    let update: Handler;
    let records: readonly StreamRecord[] = [];
    // Without it, this client speaks HTTP/2, and the emulator does not.
    const kinesis = () => new KinesisClient({ requestHandler: new NodeHttpHandler() });
    const s3 = () => new S3Client({ forcePathStyle: true });

    beforeAll(async () => {
      made = declared();
      store = new LocalFeatureStore(Object.values(made.groups));
      for (const [name, value] of Object.entries({
        AWS_ENDPOINT_URL: bench.endpoint(),
        AWS_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "testing",
        AWS_SECRET_ACCESS_KEY: "testing",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        POWERTOOLS_LOG_LEVEL: "SILENT",
        POWERTOOLS_METRICS_DISABLED: "true",
        POWERTOOLS_TRACE_ENABLED: "false",
        ...made.update.variables,
        ...(await store.start()),
      })) {
        vi.stubEnv(name, value);
      }
      await makeStreamAndDelivery();
      update = await loaded(bench, "features-activity");
    });
    afterAll(() => {
      store?.stop();
      vi.unstubAllEnvs();
    });

    async function makeStreamAndDelivery(): Promise<void> {
      const { stream, delivery } = made;
      await s3().send(new CreateBucketCommand({ Bucket: delivery.bucket }));
      await kinesis().send(new CreateStreamCommand({ StreamName: stream.name, ShardCount: stream.shards }));
      const summary = await kinesis().send(new DescribeStreamSummaryCommand({ StreamName: stream.name }));
      const { destination } = delivery;
      const { processors } = destination.processing_configuration as { processors: { type: ProcessorType }[] };
      const RoleARN = "arn:aws:iam::123456789012:role/delivery";
      await new FirehoseClient().send(
        new CreateDeliveryStreamCommand({
          DeliveryStreamName: delivery.name,
          DeliveryStreamType: "KinesisStreamAsSource",
          KinesisStreamSourceConfiguration: {
            KinesisStreamARN: summary.StreamDescriptionSummary?.StreamARN,
            RoleARN,
          },
          ExtendedS3DestinationConfiguration: {
            RoleARN,
            BucketARN: `arn:aws:s3:::${delivery.bucket}`,
            Prefix: String(destination.prefix),
            ErrorOutputPrefix: String(destination.error_output_prefix),
            BufferingHints: {
              SizeInMBs: Number(destination.buffering_size),
              IntervalInSeconds: Number(destination.buffering_interval),
            },
            CompressionFormat: destination.compression_format as "GZIP",
            FileExtension: String(destination.file_extension),
            ProcessingConfiguration: { Enabled: true, Processors: processors.map(({ type }) => ({ Type: type })) },
          },
        }),
      );
    }

    /** All records of the stream, those of a shard in order. */
    async function recordsInStream(): Promise<StreamRecord[]> {
      const StreamName = made.stream.name;
      const { Shards = [] } = await kinesis().send(new ListShardsCommand({ StreamName }));
      const ofShards = Shards.map(async ({ ShardId }) => {
        const asked = new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" });
        const { ShardIterator } = await kinesis().send(asked);
        const { Records = [] } = await kinesis().send(new GetRecordsCommand({ ShardIterator }));
        return Records;
      });
      return (await Promise.all(ofShards)).flat();
    }

    test("the stream takes what producers send", async () => {
      const Records = sent.map((text, index) => ({ Data: Buffer.from(text), PartitionKey: String(index) }));
      const answer = await kinesis().send(new PutRecordsCommand({ StreamName: made.stream.name, Records }));
      expect(answer.FailedRecordCount ?? 0).toBe(0);
      records = await recordsInStream();
      expect(records.map(({ Data = new Uint8Array() }) => Buffer.from(Data).toString()).sort()).toEqual(
        sent.toSorted(),
      );
    });

    test("the raw zone gets them in compressed lines, in two objects", async () => {
      const data = records.map(({ Data = new Uint8Array() }) => Data);
      const keys = [
        await deliver(made.delivery.name, data.slice(0, 3), now),
        await deliver(made.delivery.name, data.slice(3), now),
      ];
      const day = now.toISOString().slice(0, 10);
      for (const key of keys) expect(key).toMatch(new RegExp(`^events/stream=events/arrived=${day}/.*\\.json\\.gz$`));
      expect(
        (await rawObjects()).flatMap(({ body }) => gunzipSync(body).toString().trimEnd().split("\n")).sort(),
      ).toEqual(sent.toSorted());
    });

    async function rawObjects() {
      const Bucket = made.delivery.bucket;
      const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket }));
      return Promise.all(
        Contents.map(async ({ Key = "", LastModified = now }) => {
          const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }));
          return { key: Key, arrived: LastModified, body: (await Body?.transformToByteArray()) ?? new Uint8Array() };
        }),
      );
    }

    test("the jobs make the table of events of them, and features of customers of the table", async () => {
      const lake = join(bench.folder, "lake");
      for (const { key, arrived, body } of await rawObjects()) {
        const file = join(lake, made.delivery.bucket, key);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, body);
        utimesSync(file, arrived, arrived);
      }
      const local = (list: readonly string[]) => list.map((value) => value.replace(/^s3:\/\//, `${lake}/`));
      const jobs = {
        events: local(made.jobs.events),
        features: [...local(made.jobs.features), "--now", now.toISOString().replace("Z", "+00:00")],
      };
      const program = join(projectRoot(), "__tests__/emulator/stream/jobs.py");
      const output = await runOnSpark(spark as Spark, program, JSON.stringify(jobs));
      const tables = JSON.parse(/^RESULTS (.*)$/m.exec(output)?.[1] ?? "null") as Tables;
      expect(tables.counts).toEqual({ read: 8, written: 6, duplicates: 1, rejected: 1 });
      expect(tables.events).toEqual(events.map(({ event_id, event_type }) => [event_id, event_type]));
      expect(tables.columns).toEqual(made.columns);
      expect(store.recordsOf(made.groups.customer.feature_group_name)).toEqual({
        ada: {
          customer_id: "ada",
          computed_at: now.toISOString().replace(".000", ""),
          last_seen_days: "1.0",
          orders_30d: "2",
          segment: "occasional",
          spend_30d: "110.5",
        },
      });
    });

    test("the function keeps what customers did last, in batches as Lambda makes them, also when they come again", async () => {
      const all = records.map(({ Data = new Uint8Array(), SequenceNumber, PartitionKey }) => ({
        kinesis: {
          data: Buffer.from(Data).toString("base64"),
          sequenceNumber: SequenceNumber,
          partitionKey: PartitionKey,
        },
      }));
      const run = async () => {
        for (let start = 0; start < all.length; start += made.update.batchSize) {
          const Records = all.slice(start, start + made.update.batchSize);
          const answer = (await update({ Records }, contextOf("features-activity"))) as KinesisStreamBatchResponse;
          expect(answer).toEqual({ batchItemFailures: [] });
        }
        return store.recordsOf(made.groups.activity.feature_group_name);
      };
      const expected = {
        ada: {
          customer_id: "ada",
          last_seen_at: daysAgo(1),
          last_event_type: "payment_captured",
          last_order_at: daysAgo(2),
          last_order_total: "20",
        },
        bob: {
          customer_id: "bob",
          last_seen_at: daysAgo(40),
          last_event_type: "order_placed",
          last_order_at: daysAgo(40),
          last_order_total: "5",
        },
      };
      expect(await run()).toEqual(expected);
      expect(await run()).toEqual(expected);
    });
  });
});
