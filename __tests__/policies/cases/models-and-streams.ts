import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

const stack = (resources: Readonly<Record<string, Block>>, id = "prod-ai"): FakeStacks => ({ [id]: { resources } });

const variant = (count?: number) => ({ variant_name: "main", initial_instance_count: count });
const endpoint = (...variants: Block[]) => ({
  "aws_sagemaker_endpoint_configuration.churn": { production_variants: variants },
});
const definition = (type: string, network?: object) => ({
  "aws_cloudcontrolapi_resource.monitor": {
    type_name: `AWS::SageMaker::${type}JobDefinition`,
    desired_state: JSON.stringify({ RoleArn: "arn:role", NetworkConfig: network }),
  },
});
const encrypted = { EnableInterContainerTrafficEncryption: true };
const clear = "prod-ai aws_cloudcontrolapi_resource.monitor: sends what its containers tell each other in the clear";
const dataQuality = (network?: Block) => ({
  "aws_sagemaker_data_quality_job_definition.data": { network_config: network },
});
const ofData = "prod-ai aws_sagemaker_data_quality_job_definition.data";
const group = (block: Block) => ({ "aws_sagemaker_feature_group.customer": block });
const ofGroup = "prod-ai aws_sagemaker_feature_group.customer";

const onModels = casesOf("STRATA048", [
  { name: "an endpoint of two instances", stacks: stack(endpoint(variant(2))), finds: [] },
  { name: "an endpoint of one instance in a sandbox", stacks: stack(endpoint(variant(1)), "dev-ai"), finds: [] },
  {
    name: "a serverless endpoint",
    stacks: stack(endpoint({ variant_name: "main", serverless_config: { memory_size_in_mb: 1024 } })),
    finds: [],
  },
  {
    name: "an endpoint of one instance",
    stacks: stack(endpoint(variant(2), variant(1))),
    finds: ["prod-ai aws_sagemaker_endpoint_configuration.churn: variant main has fewer than two instances"],
    breaks: { "SageMaker.4": "fewer than two instances" },
  },
  {
    name: "an endpoint that says no number",
    stacks: stack(endpoint(variant())),
    finds: ["fewer than two instances"],
  },
  {
    name: "a monitor of data that says nothing of its network",
    stacks: stack(dataQuality()),
    finds: [`${ofData}: sends what`, `${ofData}: lets its containers reach others`],
    breaks: { "SageMaker.9": "in the clear", "SageMaker.11": "reach others" },
  },
  {
    name: "a monitor of data that is encrypted and isolated",
    stacks: stack(dataQuality({ enable_inter_container_traffic_encryption: true, enable_network_isolation: true })),
    finds: [],
  },
  {
    name: "a monitor of quality that is encrypted and not isolated",
    stacks: stack(definition("ModelQuality", encrypted)),
    finds: ["lets its containers reach others"],
  },
  {
    name: "a monitor of quality without a network",
    stacks: stack(definition("ModelQuality")),
    finds: [clear, "lets its containers reach others"],
    breaks: { "SageMaker.13": "in the clear" },
  },
  { name: "a monitor of bias that Clarify works in", stacks: stack(definition("ModelBias", encrypted)), finds: [] },
  {
    name: "a monitor of bias in the clear",
    stacks: stack(definition("ModelBias", {})),
    finds: [clear],
    breaks: { "SageMaker.15": "in the clear" },
  },
  {
    name: "a monitor of what inputs count in the clear",
    stacks: stack(definition("ModelExplainability", {})),
    finds: [clear],
    breaks: { "SageMaker.10": "in the clear" },
  },
  {
    name: "another resource of Cloud Control",
    stacks: stack({ "aws_cloudcontrolapi_resource.topic": { type_name: "AWS::MSK::Topic", desired_state: "{}" } }),
    finds: [],
  },
  {
    name: "a feature group with keys",
    stacks: stack(
      group({
        online_store_config: { security_config: { kms_key_id: "arn:key" } },
        offline_store_config: { s3_storage_config: { kms_key_id: "arn:key" } },
      }),
    ),
    finds: [],
  },
  {
    name: "a feature group without keys",
    stacks: stack(
      group({
        online_store_config: { enable_online_store: true },
        offline_store_config: { s3_storage_config: { s3_uri: "s3://x" } },
      }),
    ),
    finds: [`${ofGroup}: keeps its online store`, `${ofGroup}: keeps its history`],
    breaks: { "SageMaker.17": "its history", "SageMaker.18": "its online store" },
  },
]);

const stream = (hours?: number) => ({ "aws_kinesis_stream.events": { retention_period: hours } });
const delivery = (block: Block) => ({ "aws_kinesis_firehose_delivery_stream.events": block });
const brokers = (authentication: Block, properties = "allow.everyone.if.no.acl.found=false\n") => ({
  "aws_msk_configuration.brokers": { server_properties: properties },
  "aws_msk_cluster.brokers": {
    enhanced_monitoring: "PER_BROKER",
    client_authentication: authentication,
    configuration_info: { arn: "${aws_msk_configuration.brokers.arn}", revision: 1 },
  },
});

const onStreams = casesOf("STRATA049", [
  { name: "a stream that keeps records for a week", stacks: stack(stream(168)), finds: [] },
  { name: "a stream of a sandbox", stacks: stack(stream(24), "dev-ai"), finds: [] },
  {
    name: "a stream that keeps records for a day",
    stacks: stack(stream()),
    finds: ["prod-ai aws_kinesis_stream.events: keeps records for 24 hours, less than 168"],
    breaks: { "Kinesis.3": "less than 168" },
  },
  {
    name: "a delivery that reads a stream",
    stacks: stack(delivery({ kinesis_source_configuration: { kinesis_stream_arn: "arn:stream" } })),
    finds: [],
  },
  {
    name: "a delivery that is sent to, encrypted",
    stacks: stack(delivery({ server_side_encryption: { enabled: true } })),
    finds: [],
  },
  {
    name: "a delivery that is sent to",
    stacks: stack(delivery({})),
    finds: ["keeps what it is sent without encryption"],
    breaks: { "DataFirehose.1": "without encryption" },
  },
  { name: "brokers that know clients by IAM", stacks: stack(brokers({ sasl: { iam: true } })), finds: [] },
  {
    name: "brokers that also let unknown clients in",
    stacks: stack(brokers({ sasl: { iam: true }, unauthenticated: true })),
    finds: ["lets clients in that it does not know"],
    breaks: { "MSK.6": "does not know" },
  },
  {
    name: "brokers that do not authenticate clients",
    stacks: stack(brokers({}, "auto.create.topics.enable=false")),
    finds: ["asks no client who it is", "lets everybody use a topic"],
  },
  {
    name: "brokers that count nothing",
    stacks: stack({ "aws_msk_cluster.brokers": { client_authentication: { sasl: { iam: true } } } }),
    finds: ["lets everybody use a topic", "counts nothing by topic"],
  },
]);

export const modelsAndStreams = [...onModels, ...onStreams];
