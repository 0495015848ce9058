import { expect, test } from "vitest";
import { EncryptedTopic } from "../../../modules/notifications/encrypted-topic";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const topic = () =>
  probe((stack) => {
    new EncryptedTopic(stack, "database-events", {
      site: testSite(stack),
      purpose: "database-events",
      kmsKeyArn: testKey("streams"),
      publishers: { services: ["events.rds.amazonaws.com"] },
    });
  });

test("a topic and its policy, with the customer-managed key", () => {
  expect(typesOf(topic())).toEqual({ aws_sns_topic: 1, aws_sns_topic_policy: 1 });
  expect(at(topic(), "aws_sns_topic.database_events")).toMatchObject({
    name: "strata-test-database-events",
    kms_master_key_id: testKey("streams"),
  });
});

test("the named services publish, for the own account only and over TLS", () => {
  const statements = statementsOf(at(topic(), "aws_sns_topic_policy.database_events").policy);
  expect(Object.values(statements).filter(({ Effect }) => Effect === "Allow")).toEqual([
    {
      Sid: "PublishedByServices",
      Effect: "Allow",
      Principal: { Service: ["events.rds.amazonaws.com"] },
      Action: "sns:Publish",
      Resource: "${aws_sns_topic.database_events.arn}",
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    },
  ]);
  expect(statements.RefusePlainHttp).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});
