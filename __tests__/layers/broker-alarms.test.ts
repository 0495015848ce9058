import { describe, expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import type { Tier } from "../../platform/environment";
import { alarmCoverage } from "../../policies/coverage/alarms";
import { metricMistakes, metricsNamedIn } from "../../policies/coverage/metrics";
import { link } from "../../synthesized/linked-stack";
import { environmentOf } from "../support/environment";
import { stacksUpTo } from "../support/layers";
import { at } from "../support/synthesis";

const activity = {
  description: "What a customer did last.",
  recordId: "customer_id",
  eventTime: "last_seen_at",
  from: "streams.events",
  features: { last_event_type: { type: "text", pii: "none" } },
} as const;

const environmentWithTopic = (tier: Tier) =>
  environmentOf(tier, {
    ai: {
      ...aiDefaults[tier],
      streams: { events: { engine: "kafka", partitions: 6, to: "zones.raw" } },
      features: { activity },
    },
  });

const platformOf = (tier: Tier) => {
  const stacks = stacksUpTo("monitoring", environmentWithTopic(tier));
  const json = stacks.find(({ layer }) => layer === "monitoring")?.json ?? expect.fail("no monitoring");
  const linked = link(stacks);
  const monitoring = linked.find(({ layer }) => layer === "monitoring") ?? expect.fail("no monitoring");
  return { linked, monitoring, json };
};

describe("brokers that are named", () => {
  const { linked, monitoring, json } = platformOf("nonproduction");
  const alarm = (name: string) => at(json, `aws_cloudwatch_metric_alarm.${name}`);

  test("are watched as a cluster and one by one, on metrics that name what exists", () => {
    expect(alarm("kafka_streams_offline_partitions")).toMatchObject({
      namespace: "AWS/Kafka",
      metric_name: "OfflinePartitionsCount",
      dimensions: { "Cluster Name": "strata-test-streams" },
      threshold: 0,
    });
    for (const broker of ["1", "2"]) {
      expect(alarm(`broker_${broker}_disk`)).toMatchObject({
        dimensions: { "Cluster Name": "strata-test-streams", "Broker ID": broker },
      });
    }
    expect(json.resource?.aws_cloudwatch_metric_alarm).not.toHaveProperty("broker_3_disk");
    const resources = linked.flatMap((stack) => [...stack.resources.values()]);
    expect(metricMistakes(metricsNamedIn(monitoring), resources)).toEqual([]);
    expect(alarmCoverage("test", linked).flatMap(({ missing }) => missing)).toEqual([]);
  });

  test("page when records are refused, and not for processors that are busy", () => {
    const { alarm_rule } = at(json, "aws_cloudwatch_composite_alarm.layer_ai");
    expect(alarm_rule).toContain("broker_1_too_few_copies");
    expect(alarm_rule).toContain("kafka_streams_no_controller");
    expect(alarm_rule).not.toContain("broker_1_cpu");
  });

  test("have a function that says when it cannot keep up with its topic", () => {
    expect(alarm("topic_function_features_activity_behind")).toMatchObject({
      namespace: "AWS/Lambda",
      metric_name: "OffsetLag",
      dimensions: { FunctionName: "strata-test-features-activity" },
    });
  });

  test("have a delivery that says when it cannot keep up with its topic", () => {
    expect(alarm("topic_delivery_events_held_up")).toMatchObject({
      namespace: "AWS/Firehose",
      metric_name: "DataReadFromSource.Backpressured",
      dimensions: { DeliveryStreamName: "strata-test-events" },
    });
  });
});

test("serverless brokers are AWS's business: their deliveries and the function of their topics have alarms", () => {
  const { linked, json } = platformOf("sandbox");
  const names = Object.keys(json.resource?.aws_cloudwatch_metric_alarm ?? {});
  expect(names.filter((name) => /^(kafka|broker)_/.test(name))).toEqual([]);
  expect(names).toContain("topic_delivery_events_held_up");
  expect(alarmCoverage("test", linked).flatMap(({ missing }) => missing)).toEqual([]);
});
