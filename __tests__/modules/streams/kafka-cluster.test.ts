import { coerce, satisfies } from "semver";
import { expect, test } from "vitest";
import { type KafkaCapacity, KafkaCluster } from "../../../modules/streams/kafka-cluster";
import { readTopic, sendToTopic } from "../../../modules/streams/kafka-grants";
import { grants } from "../../support/grants";
import { testKey, testLocation, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const cluster = (capacity: KafkaCapacity, subnetIds = ["subnet-1", "subnet-2", "subnet-3"]) =>
  probe((stack) => {
    new KafkaCluster(stack, "kafka", {
      site: testSite(stack),
      capacity,
      kmsKeyArn: testKey("streams"),
      placement: { subnetIds, securityGroupId: "sg-data" },
    }).addTopic({ name: "events", partitions: 6, retentionHours: 168 });
  });

const provisioned: KafkaCapacity = {
  mode: "provisioned",
  instanceType: "kafka.m7g.large",
  perZone: 2,
  storageGiB: { first: 100, max: 500 },
};

const topic = (json: ReturnType<typeof cluster>) =>
  JSON.parse(String(at(json, "aws_cloudcontrolapi_resource.kafka_topic_events").desired_state));

test("brokers know their clients by IAM, over TLS, from inside alone, on disks under the key of streams", () => {
  expect(at(cluster(provisioned), "aws_msk_cluster.kafka_brokers")).toMatchObject({
    number_of_broker_nodes: 6,
    client_authentication: { sasl: { iam: true }, unauthenticated: false },
    encryption_info: {
      encryption_at_rest_kms_key_arn: testKey("streams"),
      encryption_in_transit: { client_broker: "TLS", in_cluster: true },
    },
    broker_node_group_info: { connectivity_info: { public_access: { type: "DISABLED" } } },
  });
});

test("MSK creates topics on the version of brokers", () => {
  const { kafka_version: version } = at(cluster(provisioned), "aws_msk_cluster.kafka_brokers");
  expect(satisfies(coerce(String(version)) ?? "", ">=3.6")).toBe(true);
});

test("disks grow by themselves to their most, and the next plan leaves them as they are", () => {
  const json = cluster(provisioned);
  expect(at(json, "aws_appautoscaling_target.kafka_brokers_storage")).toMatchObject({ max_capacity: 500 });
  expect(at(json, "aws_appautoscaling_policy.kafka_brokers_storage_policy")).toMatchObject({
    target_tracking_scaling_policy_configuration: { disable_scale_in: true },
  });
  expect(at(json, "aws_msk_cluster.kafka_brokers").lifecycle).toMatchObject({
    ignore_changes: ["broker_node_group_info[0].storage_info"],
  });
});

test.each([
  [3, 3, 2],
  [2, 2, 1],
])("in %i zones a record has %i copies, and is written once %i have it", (zones, copies, written) => {
  const json = cluster(provisioned, ["subnet-1", "subnet-2", "subnet-3"].slice(0, zones));
  expect(topic(json)).toMatchObject({ TopicName: "events", PartitionCount: 6, ReplicationFactor: copies });
  const { server_properties: properties } = at(json, "aws_msk_configuration.kafka_brokers");
  expect(properties).toContain(`min.insync.replicas=${written}\n`);
  expect(properties).toContain("allow.everyone.if.no.acl.found=false");
});

test("serverless brokers know their clients by IAM as well, and need neither disks nor a configuration", () => {
  const json = cluster({ mode: "serverless" });
  expect(typesOf(json)).toEqual({
    aws_cloudcontrolapi_resource: 1,
    aws_msk_cluster_policy: 1,
    aws_msk_serverless_cluster: 1,
  });
  expect(at(json, "aws_msk_serverless_cluster.kafka_serverless")).toMatchObject({
    client_authentication: { sasl: { iam: { enabled: true } } },
  });
  expect(Buffer.from(topic(json).Configs, "base64").toString()).toBe('{"retention.ms":"604800000"}');
});

test("the cluster's policy lets only Firehose of this account connect", () => {
  expect(statementsOf(at(cluster(provisioned), "aws_msk_cluster_policy.kafka").policy)).toEqual({
    ConnectFirehose: expect.objectContaining({
      Principal: { Service: "firehose.amazonaws.com" },
      Action: "kafka:CreateVpcConnection",
      Condition: { StringEquals: { "aws:SourceAccount": expect.any(String) } },
    }),
  });
});

test("who sends to a topic sends to no other and reads none", async () => {
  const arn = (kind: string, rest: string) =>
    `arn:aws:kafka:us-east-1:111122223333:${kind}/strata-test-streams/1-2/${rest}`;
  const may = (statements: Parameters<typeof grants>[0], action: string, resource: string) =>
    grants(statements, { action, resource, context: {} });
  const send = sendToTopic("Events", testLocation, "events");
  expect(await may(send, "kafka-cluster:WriteData", arn("topic", "events"))).toBe(true);
  expect(await may(send, "kafka-cluster:WriteData", arn("topic", "payments"))).toBe(false);
  expect(await may(send, "kafka-cluster:ReadData", arn("topic", "events"))).toBe(false);
  const read = readTopic("Events", testLocation, "events");
  expect(await may(read, "kafka-cluster:ReadData", arn("topic", "events"))).toBe(true);
  expect(await may(read, "kafka-cluster:WriteData", arn("topic", "events"))).toBe(false);
});
