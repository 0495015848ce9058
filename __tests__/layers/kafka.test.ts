import { expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import { analyze } from "../../policies/reachability/analysis";
import { faultsOf, sentences } from "../../policies/reachability/segmentation";
import { describeTraffic } from "../../policies/reachability/traffic";
import { link } from "../../synthesized/linked-stack";
import { environmentOf } from "../support/environment";
import { stacksUpTo } from "../support/layers";
import { at } from "../support/synthesis";

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

test("the application and ai tiers reach brokers on their port, and every sentence about the network still holds", () => {
  const analysis = analyze(link(stacks), "test");
  expect(sentences.flatMap((sentence) => faultsOf(sentence, analysis))).toEqual([]);
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
  expect(sentences.flatMap((sentence) => faultsOf(sentence, analysis)).join("\n")).toContain("TCP 9098");
});
