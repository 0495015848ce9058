import { describe, expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import { analyze } from "../../policies/reachability/analysis";
import { errorsOf, sentences } from "../../policies/reachability/segmentation";
import { describeTraffic } from "../../policies/reachability/traffic";
import { link } from "../../synthesized/linked-stack";
import { environmentOf } from "../support/environment";
import { stacksUpTo } from "../support/layers";
import { at, statementsOf } from "../support/synthesis";

const stacks = stacksUpTo(
  "ai",
  environmentOf("sandbox", {
    ai: { ...aiDefaults.sandbox, streams: { events: { engine: "kafka", partitions: 6, to: "zones.raw" } } },
  }),
);
const layer = (name: string) => stacks.find((stack) => stack.layer === name)?.json ?? expect.fail(`no layer ${name}`);

test("Firehose delivers a topic as it delivers a stream, inside the network of AWS", () => {
  expect(at(layer("ai"), "aws_kinesis_firehose_delivery_stream.stream_events_delivery")).toMatchObject({
    msk_source_configuration: {
      msk_cluster_arn: "${aws_msk_serverless_cluster.kafka_serverless.arn}",
      topic_name: "events",
      authentication_configuration: { connectivity: "PRIVATE" },
    },
    extended_s3_configuration: { compression_format: "GZIP", file_extension: ".json.gz" },
  });
  expect(layer("ai").resource?.aws_kinesis_stream).toBeUndefined();
});

test("the function that makes topics works in the ai tier, whose group the brokers let in", () => {
  expect(at(layer("ai"), "aws_lambda_function.kafka_serverless_topics").vpc_config).toEqual({
    subnet_ids: "${data.terraform_remote_state.network.outputs.ai_subnet_ids}",
    security_group_ids: ["${data.terraform_remote_state.network.outputs.ai_security_group_id}"],
  });
});

test("the application and ai tiers reach brokers on their port, and every sentence about the network still holds", () => {
  const analysis = analyze(link(stacks), "test");
  expect(sentences.flatMap((sentence) => errorsOf(sentence, analysis))).toEqual([]);
  const home = (name: string) => analysis.homes.find((one) => one.name === name) ?? expect.fail(`no ${name}`);
  for (const from of ["application", "ai"]) {
    const { dependable } = analysis.reachability.between(home(from), home("data"));
    expect(describeTraffic(dependable)).toBe("TCP 5432, 6379, 9098");
  }
});

test("without brokers their port is an error of the same sentences", () => {
  const withoutBrokers = stacks.map((stack) => {
    const { aws_msk_serverless_cluster: _, ...resource } = stack.json.resource ?? {};
    return { ...stack, json: { ...stack.json, resource } };
  });
  const analysis = analyze(link(withoutBrokers), "test");
  expect(sentences.flatMap((sentence) => errorsOf(sentence, analysis)).join("\n")).toContain("TCP 9098");
});

describe("features that are kept up to date with a topic", () => {
  const activity = {
    description: "What a customer did last.",
    recordId: "customer_id",
    eventTime: "last_seen_at",
    from: "streams.events",
    online: { ttlDays: 30, pii: "none" },
    features: { last_event_type: { type: "text", pii: "none" } },
  } as const;
  const following = stacksUpTo(
    "ai",
    environmentOf("sandbox", {
      ai: {
        ...aiDefaults.sandbox,
        streams: { events: { engine: "kafka", partitions: 6, to: "zones.raw" } },
        features: { activity },
      },
    }),
  );
  const json = (name: string) => following.find(({ layer: one }) => one === name)?.json ?? expect.fail(`no ${name}`);

  test("let Lambda read the topic for a function, as a separate consumer group", () => {
    expect(at(json("ai"), "aws_lambda_event_source_mapping.features_activity_update_stream")).toMatchObject({
      event_source_arn: "${aws_msk_serverless_cluster.kafka_serverless.arn}",
      topics: ["events"],
      amazon_managed_kafka_event_source_config: { consumer_group_id: "strata-test-features-activity" },
      destination_config: { on_failure: { destination_arn: expect.stringContaining("failed") } },
      depends_on: expect.arrayContaining(["aws_lambda_invocation.kafka_topic_events"]),
    });
  });

  test("whose role reads that topic as that group, and makes network interfaces that its code cannot", () => {
    const { policy } = at(json("ai"), "aws_iam_role_policy.features_activity_update_role");
    const cluster = "arn:aws:kafka:us-east-1:111122223333";
    expect(statementsOf(policy)).toMatchObject({
      ConnectToRecords: { Resource: `${cluster}:cluster/strata-test-streams/*` },
      ReadRecords: { Resource: `${cluster}:topic/strata-test-streams/*/events` },
      FollowRecords: { Resource: `${cluster}:group/strata-test-streams/*/strata-test-features-activity` },
      MakeNetworkInterfaces: { Action: ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"] },
      RefuseCodeOfTheFunction: { Effect: "Deny" },
    });
  });

  test("reach brokers among the data tier, and Lambda and STS through endpoints that let Lambda itself call", () => {
    const analysis = analyze(link(following), "test");
    expect(sentences.flatMap((sentence) => errorsOf(sentence, analysis))).toEqual([]);
    const caller = { Principal: { Service: "lambda.amazonaws.com" } };
    const policyOf = (endpoint: string) =>
      statementsOf(at(json("network"), `aws_vpc_endpoint.interface_${endpoint}`).policy);
    expect(policyOf("lambda").HandOnRecords).toMatchObject({ ...caller, Action: "lambda:InvokeFunction" });
    expect(policyOf("sts").ReadBrokers).toMatchObject({ ...caller, Action: "sts:AssumeRole" });
    expect(layer("network").resource?.aws_vpc_endpoint).not.toHaveProperty("interface_lambda");
  });
});
