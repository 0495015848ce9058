import { expect, test } from "vitest";
import { InvocationLogging } from "../../../modules/bedrock/invocation-logging";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf } from "../../support/synthesis";

const built = () =>
  probe((stack) => {
    new InvocationLogging(stack, "invocations", { site: testSite(stack), accessLogsBucket: "strata-test-access-logs" });
  });

test("calls are logged to an encrypted group that expires with the other logs", () => {
  expect(at(built(), "aws_cloudwatch_log_group.invocations")).toMatchObject({
    name: "/strata/test/model-invocations",
    kms_key_id: testKey("logs"),
    retention_in_days: 400,
  });
});

test("what is too long for a log event goes to the bucket, which expires alike", () => {
  const bucket = "${aws_s3_bucket.invocations.id}";
  expect(at(built(), "aws_bedrock_model_invocation_logging_configuration.invocations").logging_config).toMatchObject({
    text_data_delivery_enabled: true,
    embedding_data_delivery_enabled: false,
    cloudwatch_config: { large_data_delivery_s3_config: { bucket_name: bucket } },
    s3_config: { bucket_name: bucket },
  });
  const [rule] = at(built(), "aws_s3_bucket_lifecycle_configuration.invocations_bucket").rule as [object];
  expect(rule).toMatchObject({ expiration: [{ days: 400 }] });
});

test("Bedrock writes for this account and region, and to its own prefix", () => {
  const { AmazonBedrockLogsWrite } = statementsOf(at(built(), "aws_s3_bucket_policy.invocations_bucket").policy);
  expect(AmazonBedrockLogsWrite).toMatchObject({
    Principal: { Service: "bedrock.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: "${aws_s3_bucket.invocations.arn}/AWSLogs/111122223333/BedrockModelInvocationLogs/*",
    Condition: {
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:bedrock:us-east-1:111122223333:*" },
    },
  });
});

test("the role writes to the one stream that Bedrock writes to", () => {
  const { WriteInvocations } = statementsOf(at(built(), "aws_iam_role_policy.invocations_role").policy);
  expect(WriteInvocations?.Resource).toBe(
    "${aws_cloudwatch_log_group.invocations.arn}:log-stream:aws/bedrock/modelinvocations",
  );
});
