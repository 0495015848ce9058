import { expect, test } from "vitest";
import { servingRequests } from "../../../modules/models/serving-requests";
import { testKey } from "../../support/site";
import { at, typesOf } from "../../support/synthesis";
import { sampleEndpoint, samplePlace, sampleServing } from "./sample-endpoint";

const configuration = (json: ReturnType<typeof sampleEndpoint>) =>
  at(json, "aws_sagemaker_endpoint_configuration.endpoint_first_configuration");
const model = (json: ReturnType<typeof sampleEndpoint>) => at(json, "aws_sagemaker_model.endpoint_first_model");

test("a real-time endpoint keeps a part of requests under the key, and moves a part of its capacity first", () => {
  const json = sampleEndpoint();
  expect(configuration(json)).toMatchObject({
    kms_key_arn: testKey("artifacts"),
    production_variants: [
      {
        variant_name: "main",
        instance_type: "ml.m5.large",
        initial_instance_count: 2,
        routing_config: [{ routing_strategy: "LEAST_OUTSTANDING_REQUESTS" }],
      },
    ],
    data_capture_config: {
      enable_capture: true,
      initial_sampling_percentage: 50,
      kms_key_id: testKey("artifacts"),
      destination_s3_uri: `${samplePlace.artifacts}/capture`,
      capture_options: [{ capture_mode: "Input" }, { capture_mode: "Output" }],
    },
  });
  expect(at(json, "aws_sagemaker_endpoint.endpoint").deployment_config).toMatchObject({
    blue_green_update_policy: {
      traffic_routing_configuration: {
        type: "CANARY",
        wait_interval_in_seconds: 600,
        canary_size: { type: "CAPACITY_PERCENT", value: 10 },
      },
    },
    auto_rollback_configuration: { alarms: [{ alarm_name: expect.any(String) }, { alarm_name: expect.any(String) }] },
  });
  expect(model(json)).toMatchObject({
    enable_network_isolation: true,
    vpc_config: { subnets: samplePlace.network.subnetIds },
  });
});

test("a shadow on GPUs answers a part of requests as well, on instances like those of the model", () => {
  const { production_variants: main, shadow_production_variants: shadow } = configuration(
    sampleEndpoint({ shadow: 10, instanceType: "ml.g5.xlarge" }),
  );
  expect(main).toMatchObject([{ instance_type: "ml.g5.xlarge", initial_variant_weight: 1 }]);
  expect(shadow).toMatchObject([
    { variant_name: "shadow", instance_type: "ml.g5.xlarge", initial_variant_weight: 0.1 },
  ]);
});

test("an asynchronous endpoint puts answers and failures into the artifacts, under the key", () => {
  expect(configuration(sampleEndpoint({ mode: "asynchronous" })).async_inference_config).toEqual({
    output_config: {
      s3_output_path: `${samplePlace.artifacts}/answers`,
      s3_failure_path: `${samplePlace.artifacts}/failures`,
      kms_key_id: testKey("artifacts"),
    },
  });
});

test("a serverless endpoint has a size, and nothing that SageMaker refuses of those", () => {
  const json = sampleEndpoint({ mode: "serverless", serverless: { memoryMiB: 2048, maxConcurrency: 5 } });
  expect(configuration(json)).toMatchObject({
    production_variants: [{ serverless_config: { memory_size_in_mb: 2048, max_concurrency: 5 } }],
  });
  expect(configuration(json).data_capture_config).toBeUndefined();
  expect(configuration(json).kms_key_arn).toBeUndefined();
  expect(model(json).vpc_config).toBeUndefined();
  expect(model(json).enable_network_isolation).toBeUndefined();
  expect(at(json, "aws_sagemaker_endpoint.endpoint").deployment_config).toBeUndefined();
  expect(typesOf(json).aws_appautoscaling_target).toBeUndefined();
});

test.each([
  ["linear", 20, { Type: "LINEAR", LinearStepSize: { Type: "CAPACITY_PERCENT", Value: 20 } }],
  ["all-at-once", 50, { Type: "ALL_AT_ONCE" }],
] as const)("deployments of the function move traffic %s, as Terraform's do", (shift, percent, routing) => {
  const { deployment } = servingRequests(
    { ...sampleServing, rollout: { shift, percent, bakeMinutes: 10 } },
    samplePlace,
    [],
  );
  expect(deployment?.BlueGreenUpdatePolicy.TrafficRoutingConfiguration).toMatchObject(routing);
});
