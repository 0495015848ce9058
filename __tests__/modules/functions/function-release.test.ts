import { expect, test } from "vitest";
import type { Rollout } from "../../../modules/functions/function-release";
import { released } from "../../support/released-function";
import { testKey } from "../../support/site";
import { at, statementsOf, typesOf } from "../../support/synthesis";

const alarm = (name: string) => at(released(), `aws_cloudwatch_metric_alarm.release_${name}`);

test("a release is an alias, two alarms and a deployment group", () => {
  expect(typesOf(released())).toMatchObject({
    aws_cloudwatch_metric_alarm: 2,
    aws_codedeploy_app: 1,
    aws_codedeploy_deployment_group: 1,
    aws_lambda_alias: 1,
    aws_lambda_event_source_mapping: 1,
  });
});

test("Terraform publishes versions, and leaves alone to which one deployments have moved the alias", () => {
  expect(at(released(), "aws_lambda_function.greeter").publish).toBe(true);
  expect(at(released(), "aws_lambda_alias.release")).toMatchObject({
    name: "live",
    function_version: "${aws_lambda_function.greeter.version}",
    lifecycle: { ignore_changes: ["function_version", "routing_config"] },
  });
});

test("a deployment is watched by alias, its errors by the version that takes over", () => {
  const ofAlias = {
    FunctionName: "${aws_lambda_function.greeter.function_name}",
    Resource: "${aws_lambda_function.greeter.function_name}:live",
  };
  expect(alarm("errors").dimensions).toEqual({
    ...ofAlias,
    ExecutedVersion: "${aws_lambda_function.greeter.version}",
  });
  expect(alarm("throttles").dimensions).toEqual(ofAlias);
  expect(at(released(), "aws_codedeploy_deployment_group.release")).toMatchObject({
    alarm_configuration: {
      enabled: true,
      alarms: ["errors", "throttles"].map((name) => `\${aws_cloudwatch_metric_alarm.release_${name}.alarm_name}`),
    },
    auto_rollback_configuration: { enabled: true, events: expect.arrayContaining(["DEPLOYMENT_STOP_ON_ALARM"]) },
    deployment_style: { deployment_option: "WITH_TRAFFIC_CONTROL", deployment_type: "BLUE_GREEN" },
  });
});

test.each<[Rollout, string]>([
  ["all-at-once", "CodeDeployDefault.LambdaAllAtOnce"],
  ["canary-10-minutes", "CodeDeployDefault.LambdaCanary10Percent10Minutes"],
])("%s is %s", (rollout, configuration) => {
  const group = at(released(rollout), "aws_codedeploy_deployment_group.release");
  expect(group.deployment_config_name).toBe(configuration);
});

test("deployments move aliases of these functions, and no others", () => {
  const { MoveAliases } = statementsOf(at(released(), "aws_iam_role_policy.deployments_role").policy);
  const arn = "arn:aws:lambda:us-east-1:111122223333:function:strata-test-greeter";
  expect(MoveAliases?.Resource).toEqual([arn, `${arn}:*`]);
});

test("a queue hands its messages to the alias, and takes those back that failed", () => {
  expect(at(released(), "aws_lambda_event_source_mapping.trigger")).toMatchObject({
    function_name: "${aws_lambda_alias.release.arn}",
    function_response_types: ["ReportBatchItemFailures"],
  });
});

test("variables are encrypted with the key that is given, which the role may use through Lambda only", () => {
  expect(at(released(), "aws_lambda_function.greeter")).toMatchObject({
    environment: { variables: { GREETING: "hello" } },
    kms_key_arn: testKey("secrets"),
  });
  const { ReadVariables } = statementsOf(at(released(), "aws_iam_role_policy.greeter_role").policy);
  expect(ReadVariables).toMatchObject({
    Action: "kms:Decrypt",
    Resource: testKey("secrets"),
    Condition: { StringEquals: { "kms:ViaService": "lambda.us-east-1.amazonaws.com" } },
  });
});

test("Lambda attaches it to the VPC; its code may not", () => {
  expect(at(released(), "aws_lambda_function.greeter").vpc_config).toEqual({
    subnet_ids: ["subnet-a", "subnet-b"],
    security_group_ids: ["sg-a"],
  });
  const { MakeNetworkInterfaces, RefuseCodeOfTheFunction } = statementsOf(
    at(released(), "aws_iam_role_policy.greeter_role").policy,
  );
  expect(MakeNetworkInterfaces?.Effect).toBe("Allow");
  expect(RefuseCodeOfTheFunction).toMatchObject({
    Effect: "Deny",
    Condition: {
      ArnEquals: { "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:111122223333:function:strata-test-greeter" },
    },
  });
});

test("its role has the name and the tags that zones of the lake know it by", () => {
  expect(at(released(), "aws_iam_role.greeter")).toMatchObject({
    name: "strata-test-function-greeter",
    tags: { "zone-raw": "write" },
  });
});
