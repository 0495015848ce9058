import { expect, test } from "vitest";
import { WorkQueue } from "../../../modules/queues/work-queue";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const rule = "arn:aws:events:us-east-1:111122223333:rule/strata-test-new-upload";
const role = "arn:aws:iam::111122223333:role/strata-test-service-gateway";

const queue = (publishers = { ruleArns: [rule], roleArns: [role] }) =>
  probe((stack) => {
    new WorkQueue(stack, "uploads", {
      site: testSite(stack),
      purpose: "uploads",
      kmsKeyArn: testKey("streams"),
      publishers,
      handling: { visibilitySeconds: 360, maxReceives: 5, retentionDays: 4 },
    });
  });

test("a queue and one for its dead letters, both encrypted and with a policy", () => {
  const json = queue();
  expect(typesOf(json)).toEqual({ aws_sqs_queue: 2, aws_sqs_queue_policy: 2, aws_sqs_queue_redrive_allow_policy: 1 });
  expect(at(json, "aws_sqs_queue.uploads")).toMatchObject({
    name: "strata-test-uploads",
    kms_master_key_id: testKey("streams"),
    visibility_timeout_seconds: 360,
    message_retention_seconds: 4 * 86_400,
  });
  expect(JSON.parse(String(at(json, "aws_sqs_queue.uploads").redrive_policy))).toEqual({
    deadLetterTargetArn: "${aws_sqs_queue.uploads_dead_letters.arn}",
    maxReceiveCount: 5,
  });
  expect(at(json, "aws_sqs_queue.uploads_dead_letters")).toMatchObject({
    kms_master_key_id: testKey("streams"),
    message_retention_seconds: 14 * 86_400,
  });
  expect(
    JSON.parse(String(at(json, "aws_sqs_queue_redrive_allow_policy.uploads_redrive").redrive_allow_policy)),
  ).toEqual({
    redrivePermission: "byQueue",
    sourceQueueArns: ["${aws_sqs_queue.uploads.arn}"],
  });
});

test("the named rules and roles send, everybody else is refused", () => {
  const statements = statementsOf(at(queue(), "aws_sqs_queue_policy.uploads").policy);
  expect(statements.PublishedByRules).toMatchObject({
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" }, ArnEquals: { "aws:SourceArn": [rule] } },
  });
  expect(statements.RefuseOthers).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Condition: { Bool: { "aws:PrincipalIsAWSService": "false" }, ArnNotEquals: { "aws:PrincipalArn": [role] } },
  });
  expect(statements.RefusePlainHttp).toMatchObject({ Effect: "Deny" });
});

test("without a role that sends, every role is refused", () => {
  const statements = statementsOf(at(queue({ ruleArns: [rule], roleArns: [] }), "aws_sqs_queue_policy.uploads").policy);
  expect(statements.RefuseOthers?.Condition).toEqual({ Bool: { "aws:PrincipalIsAWSService": "false" } });
});
