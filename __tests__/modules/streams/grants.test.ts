import { expect, test } from "vitest";
import { readAsConsumer, sendRecords } from "../../../modules/streams/grants";
import { streamArn } from "../../../modules/streams/stream-arn";
import { grants, through } from "../../support/grants";
import { testKey, testLocation } from "../../support/site";

const arn = streamArn(testLocation, "events");
const stream = { arn, kmsKeyArn: testKey("streams"), region: "us-east-1" };

test("who sends puts records into the stream and cannot read them", async () => {
  const may = (action: string, resource: string, context = {}) =>
    grants(sendRecords("Events", stream), { action, resource, context });
  expect(await may("kinesis:PutRecords", arn)).toBe(true);
  expect(await may("kinesis:PutRecords", `${arn}-2`)).toBe(false);
  expect(await may("kinesis:GetRecords", arn)).toBe(false);
  expect(await may("kms:GenerateDataKey", testKey("streams"), through("kinesis"))).toBe(true);
  expect(await may("kms:GenerateDataKey", testKey("streams"), through("sqs"))).toBe(false);
  expect(await may("kms:Decrypt", testKey("streams"), through("kinesis"))).toBe(false);
});

test("a consumer subscribes as itself and as no other", async () => {
  const consumer = `${arn}/consumer/strata-test-activity:1`;
  const may = (action: string, resource: string) =>
    grants(readAsConsumer("Events", stream, consumer), { action, resource });
  expect(await may("kinesis:SubscribeToShard", consumer)).toBe(true);
  expect(await may("kinesis:SubscribeToShard", `${arn}/consumer/strata-test-other:1`)).toBe(false);
  expect(await may("kinesis:DeregisterStreamConsumer", consumer)).toBe(false);
});
