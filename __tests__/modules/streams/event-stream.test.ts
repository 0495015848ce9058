import { describe, expect, test } from "vitest";
import { EventStream, type StreamCapacity } from "../../../modules/streams/event-stream";
import { testKey, testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

const stream = (capacity: StreamCapacity, deletionProtection = true) =>
  probe((stack) => {
    const site = testSite(stack, { deletionProtection });
    const events = new EventStream(stack, "events", {
      site,
      purpose: "events",
      kmsKeyArn: testKey("streams"),
      capacity,
      retentionHours: 168,
    });
    events.addConsumer(site, "activity");
  });

describe("a stream", () => {
  test("is encrypted with the key and keeps its records", () => {
    const json = stream({ mode: "on-demand" });
    expect(typesOf(json)).toEqual({ aws_kinesis_stream: 1, aws_kinesis_stream_consumer: 1 });
    expect(at(json, "aws_kinesis_stream.events")).toMatchObject({
      name: "strata-test-events",
      encryption_type: "KMS",
      kms_key_id: testKey("streams"),
      retention_period: 168,
    });
  });

  test("on demand has no shards to set; a provisioned one has as many as asked for", () => {
    const onDemand = at(stream({ mode: "on-demand" }), "aws_kinesis_stream.events");
    expect(onDemand.stream_mode_details).toEqual({ stream_mode: "ON_DEMAND" });
    expect(onDemand).not.toHaveProperty("shard_count");
    expect(at(stream({ mode: "provisioned", shards: 4 }), "aws_kinesis_stream.events")).toMatchObject({
      stream_mode_details: { stream_mode: "PROVISIONED" },
      shard_count: 4,
    });
  });

  test("is deleted while somebody reads it only where nothing protects it", () => {
    expect(at(stream({ mode: "on-demand" }), "aws_kinesis_stream.events").enforce_consumer_deletion).toBe(false);
    expect(at(stream({ mode: "on-demand" }, false), "aws_kinesis_stream.events").enforce_consumer_deletion).toBe(true);
  });

  test("registers who reads it at its own pace", () => {
    expect(at(stream({ mode: "on-demand" }), "aws_kinesis_stream_consumer.events_consumer_activity")).toMatchObject({
      name: "strata-test-activity",
      stream_arn: "${aws_kinesis_stream.events.arn}",
    });
  });
});
