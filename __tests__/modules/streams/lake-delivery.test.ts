import { expect, test } from "vitest";
import { prefixOf } from "../../../modules/catalog/lake-prefix";
import { EventStream } from "../../../modules/streams/event-stream";
import { LakeDelivery } from "../../../modules/streams/lake-delivery";
import { deliveryPermissions } from "../../../modules/streams/lake-delivery-permissions";
import { grants, through } from "../../support/grants";
import { testKey, testLocation, testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

const zone = { bucketName: "strata-test-lake-raw", arn: "arn:aws:s3:::strata-test-lake-raw" };
const destination = {
  data: prefixOf(zone, "events/"),
  errors: prefixOf(zone, "errors/"),
  kmsKeyArn: testKey("lake"),
};

const delivery = () =>
  probe((stack) => {
    const site = testSite(stack);
    const stream = new EventStream(stack, "events", {
      site,
      purpose: "events",
      kmsKeyArn: testKey("streams"),
      capacity: { mode: "on-demand" },
      retentionHours: 24,
    });
    new LakeDelivery(stack, "events-delivery", {
      site,
      purpose: "events",
      source: { engine: "kinesis", arn: stream.arn, kmsKeyArn: stream.kmsKeyArn },
      destination,
      buffer: { mebibytes: 64, seconds: 300 },
    });
  });

test("records become compressed JSON lines in folders by stream and day, and failures go elsewhere", () => {
  const json = delivery();
  expect(typesOf(json)).toEqual({
    aws_cloudwatch_log_group: 1,
    aws_cloudwatch_log_stream: 1,
    aws_iam_role: 1,
    aws_iam_role_policy: 1,
    aws_kinesis_firehose_delivery_stream: 1,
    aws_kinesis_stream: 1,
  });
  const { extended_s3_configuration: s3, kinesis_source_configuration: source } = at(
    json,
    "aws_kinesis_firehose_delivery_stream.events_delivery",
  );
  expect(source).toMatchObject({ kinesis_stream_arn: "${aws_kinesis_stream.events.arn}" });
  expect(s3).toMatchObject({
    bucket_arn: zone.arn,
    prefix: "events/stream=events/arrived=!{timestamp:yyyy-MM-dd}/",
    error_output_prefix: "errors/stream=events/error=!{firehose:error-output-type}/arrived=!{timestamp:yyyy-MM-dd}/",
    compression_format: "GZIP",
    file_extension: ".json.gz",
    buffering_size: 64,
    buffering_interval: 300,
    kms_key_arn: testKey("lake"),
    processing_configuration: { enabled: true, processors: [{ type: "AppendDelimiterToRecord" }] },
  });
});

test("the role is one that raw zones know as a writer", () => {
  expect(at(delivery(), "aws_iam_role.events_delivery").name).toBe("strata-test-events-ingestion");
});

test("Firehose reads its stream and writes to its two folders, and nothing else", async () => {
  const arn = "arn:aws:kinesis:us-east-1:111122223333:stream/strata-test-events";
  const statements = deliveryPermissions(testLocation, {
    source: { engine: "kinesis", arn, kmsKeyArn: testKey("streams") },
    destination,
    logGroupArn: "arn:aws:logs:us-east-1:111122223333:log-group:/strata/test/firehose/events",
  });
  const may = (action: string, resource: string, context = {}) => grants(statements, { action, resource, context });
  expect(await may("kinesis:GetRecords", arn)).toBe(true);
  expect(await may("kinesis:PutRecord", arn)).toBe(false);
  expect(await may("kinesis:GetRecords", `${arn}-2`)).toBe(false);
  expect(await may("s3:PutObject", `${zone.arn}/events/stream=events/1`)).toBe(true);
  expect(await may("s3:PutObject", `${zone.arn}/errors/stream=events/1`)).toBe(true);
  expect(await may("s3:PutObject", `${zone.arn}/uploads/1`)).toBe(false);
  expect(await may("s3:DeleteObject", `${zone.arn}/events/1`)).toBe(false);
  expect(await may("kms:Decrypt", testKey("streams"), through("kinesis"))).toBe(true);
  expect(await may("kms:GenerateDataKey", testKey("streams"), through("kinesis"))).toBe(false);
  expect(await may("kms:GenerateDataKey", testKey("lake"), through("s3"))).toBe(true);
  expect(await may("kms:Decrypt", testKey("lake"), through("glue"))).toBe(false);
});
