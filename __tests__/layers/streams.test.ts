import { describe, expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import type { Environment } from "../../layers/layers";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { StackJson } from "../../synthesized/stack";
import { applicationOf } from "../support/application";
import { environmentOf, recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { addressesOf, at, statementsOf } from "../support/synthesis";

type Streams = Environment["ai"]["streams"];

const withStreams = (streams: Streams) => ({
  ai: { ...aiDefaults.production, streams },
  application: applicationOf({ gateway: { uses: { "streams.events": "send" } } }),
});

const built = (layer: "ai" | "application", streams: Streams): StackJson =>
  layerOf(layer, environmentOf("production", withStreams(streams)))("test");

/** The ai layer of an environment with a stream that recovers another by the strategy. */
function recovering(strategy: RecoveryStrategy): StackJson {
  const changes = withStreams({ events: { engine: "kinesis", to: "zones.raw" } });
  return layerOf("ai", ...recoveredPair(strategy, changes))("dr");
}

const ofStreams = (json: StackJson) => addressesOf(json).filter((address) => address.includes("stream_"));

describe("a stream", () => {
  test("goes to the raw zone as the tier says, unless it says otherwise", () => {
    const json = built("ai", {
      events: { engine: "kinesis", to: "zones.raw" },
      clicks: { engine: "kinesis", to: "zones.raw", capacity: { mode: "provisioned", shards: 3 }, retentionHours: 200 },
    });
    expect(at(json, "aws_kinesis_stream.stream_events")).toMatchObject({
      stream_mode_details: { stream_mode: "ON_DEMAND" },
      retention_period: 168,
    });
    expect(at(json, "aws_kinesis_stream.stream_clicks")).toMatchObject({ shard_count: 3, retention_period: 200 });
    expect(
      at(json, "aws_kinesis_firehose_delivery_stream.stream_events_delivery").extended_s3_configuration,
    ).toMatchObject({ buffering_size: 128, buffering_interval: 300, prefix: expect.stringMatching(/^events\//) });
  });

  test("without a zone has no delivery", () => {
    expect(ofStreams(built("ai", { events: { engine: "kinesis" } }))).toEqual(["aws_kinesis_stream.stream_events"]);
  });

  test("is sent to by services that use it, by a name that is known before it exists", () => {
    const json = built("application", { events: { engine: "kinesis" } });
    expect(statementsOf(at(json, "aws_iam_role_policy.service_gateway_role").policy).SendEvents).toEqual({
      Sid: "SendEvents",
      Effect: "Allow",
      Action: ["kinesis:PutRecord", "kinesis:PutRecords"],
      Resource: "arn:aws:kinesis:us-east-1:111122223333:stream/strata-test-events",
    });
    expect(at(built("ai", { events: { engine: "kinesis" } }), "aws_kinesis_stream.stream_events").name).toBe(
      "strata-test-events",
    );
  });

  test.each<[RecoveryStrategy, number]>([
    ["backup-restore", 0],
    ["pilot-light", 6],
    ["warm-standby", 6],
  ])("of an environment with the strategy %s is there by %i resources", (strategy, resources) => {
    expect(ofStreams(recovering(strategy))).toHaveLength(resources);
  });
});

describe("features that follow a stream", () => {
  const json = () =>
    layerOf(
      "ai",
      environmentOf("production", {
        ai: {
          ...aiDefaults.production,
          streams: { events: { engine: "kinesis" } },
          features: {
            activity: {
              description: "What a customer did last.",
              recordId: "customer_id",
              eventTime: "last_seen_at",
              from: "streams.events",
              features: {},
            },
          },
        },
      }),
    )("test");

  test("are kept up to date by a function that reads at its own pace and gives up on what keeps failing", () => {
    const stack = json();
    expect(at(stack, "aws_lambda_event_source_mapping.features_activity_update_stream")).toMatchObject({
      event_source_arn: "${aws_kinesis_stream_consumer.stream_events_consumer_features_activity.arn}",
      bisect_batch_on_function_error: true,
      function_response_types: ["ReportBatchItemFailures"],
    });
  });
});
