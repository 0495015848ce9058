import { coerce, satisfies } from "semver";
import { expect, test } from "vitest";
import { type KafkaCapacity, KafkaCluster } from "../../../modules/streams/kafka-cluster";
import { administerTopics, readTopic, sendToTopic } from "../../../modules/streams/kafka-grants";
import { grants } from "../../support/grants";
import { testKey, testLocation, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const cluster = (
  capacity: KafkaCapacity,
  subnetIds = ["subnet-1", "subnet-2", "subnet-3"],
  { deletionProtection = true } = {},
) =>
  probe((stack) => {
    new KafkaCluster(stack, "kafka", {
      site: { ...testSite(stack), deletionProtection },
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

const serverless: KafkaCapacity = {
  mode: "serverless",
  administration: {
    code: { path: "broker-topics.zip", hash: "abc" },
    placement: { subnetIds: ["subnet-ai"], securityGroupIds: ["sg-ai"] },
    queueKeyArn: testKey("streams"),
  },
};

test("topics of provisioned brokers keep records as long as they say", () => {
  expect(Buffer.from(topic(cluster(provisioned)).Configs, "base64").toString()).toBe('{"retention.ms":"604800000"}');
});

test("serverless brokers know their clients by IAM as well, and need neither disks nor a configuration", () => {
  const json = cluster(serverless);
  expect(typesOf(json)).toEqual({
    aws_cloudwatch_log_group: 1,
    aws_iam_role: 1,
    aws_iam_role_policy: 1,
    aws_lambda_function: 1,
    aws_lambda_invocation: 1,
    aws_msk_cluster_policy: 1,
    aws_msk_serverless_cluster: 1,
    aws_sqs_queue: 1,
    aws_sqs_queue_policy: 1,
  });
  expect(at(json, "aws_msk_serverless_cluster.kafka_serverless")).toMatchObject({
    client_authentication: { sasl: { iam: { enabled: true } } },
  });
});

test("MSK makes no topics on serverless brokers, so a function does, in the network, whenever one changes", () => {
  const json = cluster(serverless);
  expect(at(json, "aws_lambda_function.kafka_serverless_topics")).toMatchObject({
    function_name: "strata-test-topics-streams",
    vpc_config: { subnet_ids: ["subnet-ai"], security_group_ids: ["sg-ai"] },
  });
  const invocation = at(json, "aws_lambda_invocation.kafka_topic_events");
  expect(invocation).toMatchObject({ lifecycle_scope: "CRUD" });
  for (const said of [
    '"brokers" = aws_msk_serverless_cluster.kafka_serverless.bootstrap_brokers_sasl_iam',
    '"name" = "events"',
    '"partitions" = 6',
    '"retentionHours" = 168',
    '"copies" = 3',
  ]) {
    expect(invocation.input).toContain(said);
  }
});

test.each([
  [true, "keep", false],
  [false, "delete", true],
])(
  "where deletion is protected (%s), a topic that goes is to %s, and its function may delete: %s",
  async (deletionProtection, what, deletes) => {
    const json = cluster(serverless, ["subnet-1"], { deletionProtection });
    expect(at(json, "aws_lambda_invocation.kafka_topic_events").input).toContain(`"whenRemoved" = "${what}"`);
    const statements = statementsOf(at(json, "aws_iam_role_policy.kafka_serverless_topics_role").policy);
    expect([statements.AdministerTopics?.Action].flat().includes("kafka-cluster:DeleteTopic")).toBe(deletes);
  },
);

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
  const administer = administerTopics(testLocation, { deletes: true });
  expect(await may(administer, "kafka-cluster:CreateTopic", arn("topic", "events"))).toBe(true);
  expect(
    await may(administer, "kafka-cluster:CreateTopic", arn("topic", "events").replace("-streams", "-others")),
  ).toBe(false);
  expect(await may(administer, "kafka-cluster:ReadData", arn("topic", "events"))).toBe(false);
  expect(await may(administer, "kafka-cluster:WriteData", arn("topic", "events"))).toBe(false);
});
