import { describe, expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { wholePlatform } from "../support/platform";
import { at } from "../support/synthesis";

const platform = wholePlatform();
const loaded = loadEnvironments().find(({ name }) => name === "dr") ?? expect.fail("no dr");
const monitoringOf = (environment: string) => platform[`${environment}-monitoring`] ?? expect.fail(environment);

/** Metric alarms of an environment in a namespace, by address. */
function alarmsIn(environment: string, namespace: string): [string, Record<string, unknown>][] {
  return Object.entries(monitoringOf(environment).resource?.aws_cloudwatch_metric_alarm ?? {}).filter(([, block]) =>
    JSON.stringify([block.namespace, block.metric_query]).includes(`"${namespace}"`),
  );
}

describe("metrics of the edge", () => {
  test.each(["dev", "stage", "prod"])("%s is where they are, and uses the topics that it has", (environment) => {
    const alarms = [...alarmsIn(environment, "AWS/CloudFront"), ...alarmsIn(environment, "AWS/Route53")];
    expect(alarms.length).toBeGreaterThan(0);
    for (const [, block] of alarms) {
      expect(block.provider).toBeUndefined();
      expect(block.alarm_actions ?? ["${aws_sns_topic.ticket.arn}"]).toEqual(["${aws_sns_topic.ticket.arn}"]);
    }
  });

  test("the primary pages when CloudFront fails a host, and when Route 53 gives up the region", () => {
    const { alarm_rule } = at(monitoringOf("prod"), "aws_cloudwatch_composite_alarm.layer_presentation");
    expect(alarm_rule).toContain("distribution_www_errors");
    expect(alarm_rule).toContain("region_us_east_1_unhealthy");
  });

  test("an environment of another region has alarms, topics and key there, and they let CloudWatch in", () => {
    const dr = monitoringOf("dr");
    const [[, health] = expect.fail("no alarm of the region")] = alarmsIn("dr", "AWS/Route53").filter(([address]) =>
      address.startsWith("region"),
    );
    expect(health.provider).toBe("aws.us-east-1");
    expect(health.alarm_actions).toEqual(["${aws_sns_topic.ticket_us_east_1.arn}"]);
    const topic = at(dr, "aws_sns_topic.ticket_us_east_1");
    expect(topic).toMatchObject({
      provider: "aws.us-east-1",
      kms_master_key_id: "${aws_kms_key.topics_us_east_1.arn}",
    });
    const key = at(dr, "aws_kms_key.topics_us_east_1");
    expect(key.provider).toBe("aws.us-east-1");
    expect(key.policy).toContain("cloudwatch.amazonaws.com");
    expect(key.policy).toContain("sns.us-east-1.amazonaws.com");
    expect(JSON.stringify(dr.resource?.aws_cloudwatch_composite_alarm)).not.toContain("region_us_west_2_unhealthy");
  });
});

describe("copies in the recovery region", () => {
  test("the primary says how far tables are behind, within half of what may be lost", () => {
    const [[, alarm] = expect.fail("no alarm")] = alarmsIn("prod", "AWS/DynamoDB").filter(
      ([, { metric_name }]) => metric_name === "ReplicationLatency",
    );
    expect(alarm).toMatchObject({ threshold: 30_000, dimensions: { ReceivingRegion: "us-west-2" } });
  });

  test("the recovery environment says it of the cache, by whichever node follows, within half of what may be lost", () => {
    expect(at(monitoringOf("dr"), "aws_cloudwatch_metric_alarm.cache_copy_main_behind")).toMatchObject({
      threshold: 150,
      treat_missing_data: "notBreaching",
      metric_query: [
        { expression: "FILL(m1, 0) + FILL(m2, 0)", return_data: true },
        ...["001", "002"].map((node) => ({
          metric: {
            metric_name: "GlobalDatastoreReplicationLag",
            dimensions: { CacheClusterId: `strata-dr-main-${node}` },
            stat: "Maximum",
          },
        })),
      ],
    });
    expect(at(monitoringOf("dr"), "aws_cloudwatch_composite_alarm.layer_recovery").alarm_rule).toContain(
      "cache_copy_main_behind",
    );
    expect(alarmsIn("prod", "AWS/ElastiCache").filter(([address]) => address.startsWith("cache_copy"))).toEqual([]);
  });

  test("the recovery environment says it of each zone of the lake that is copied, and pages", () => {
    const alarms = alarmsIn("dr", "AWS/S3").filter(([, { metric_name }]) => metric_name === "ReplicationLatency");
    expect(alarms.map(([, { dimensions }]) => (dimensions as { RuleId: string }).RuleId).sort()).toEqual([
      "artifacts",
      "lake-processed",
      "lake-raw",
    ]);
    for (const [, { threshold, alarm_actions }] of alarms) {
      expect(threshold).toBe(900);
      expect(alarm_actions).toEqual(["${aws_sns_topic.page_us_east_1.arn}"]);
    }
  });
});

describe("the standby", () => {
  const drift = (environment: string) =>
    Object.entries(monitoringOf(environment).resource?.aws_cloudwatch_metric_alarm ?? {}).filter(([address]) =>
      address.startsWith("standby_"),
    );

  test("tells, without waking anybody, when it is not what a failover starts from", () => {
    expect(drift("prod")).toEqual([]);
    const alarms = Object.fromEntries(drift("dr"));
    expect(alarms.standby_gateway_pods).toMatchObject({
      threshold: 2,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
    expect(alarms.standby_database_main_silent).toMatchObject({
      metric_name: "AuroraGlobalDBReplicationLag",
      statistic: "SampleCount",
      treat_missing_data: "breaching",
    });
    expect(alarms.standby_cache_main_silent).toMatchObject({
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
      metric_query: [
        { expression: "FILL(m1, 0) + FILL(m2, 0)" },
        { metric: { metric_name: "GlobalDatastoreReplicationLag", stat: "SampleCount" } },
        { metric: { metric_name: "GlobalDatastoreReplicationLag", stat: "SampleCount" } },
      ],
    });
    for (const { alarm_actions } of Object.values(alarms))
      expect(alarm_actions).toEqual(["${aws_sns_topic.ticket.arn}"]);
    expect(JSON.stringify(monitoringOf("dr").resource?.aws_cloudwatch_composite_alarm)).not.toContain("standby");
  });

  test("counts the nodes of the cache and the instances of endpoints against what dr declares", () => {
    const alarms = Object.fromEntries(drift("dr"));
    const { cache } = loaded.data;
    const nodes = Object.keys(alarms).filter((address) => /^standby_cache_main_\d+_missing$/.test(address));
    expect(nodes).toHaveLength(cache.nodes);
    expect(alarms.standby_cache_main_002_missing).toMatchObject({
      dimensions: { CacheClusterId: "strata-dr-main-002" },
      statistic: "SampleCount",
      treat_missing_data: "breaching",
    });
    const { models, modelServing } = loaded.ai;
    const [model = expect.fail("no model")] = Object.keys(models);
    expect(alarms[`standby_endpoint_${model}_instances`]).toMatchObject({
      namespace: "/aws/sagemaker/Endpoints",
      dimensions: { EndpointName: `strata-dr-${model}`, VariantName: "main" },
      statistic: "SampleCount",
      period: 60,
      threshold: models[model]?.serving.instances?.min ?? modelServing.instances.min,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });
});
