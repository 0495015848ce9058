import { describe, expect, test } from "vitest";
import { invokeFunction } from "../../modules/functions/grants";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { publishMessages } from "../../modules/notifications/grants";
import { sendMessages } from "../../modules/queues/grants";
import { readSecret } from "../../modules/secrets/grants";
import { readObjects, writeObjects } from "../../modules/storage/grants";
import { readRecords } from "../../modules/streams/grants";
import { grants, through } from "../support/grants";
import { testKey } from "../support/site";

const region = "us-east-1";
const arnOf = (service: string, resource: string) => `arn:aws:${service}:${region}:111122223333:${resource}`;
const queue = arnOf("sqs", "strata-test-orders");
const topic = arnOf("sns", "strata-test-orders");
const secret = arnOf("secretsmanager", "secret:strata-test-token-AbCdEf");
const stream = arnOf("kinesis", "stream/strata-test-orders");
const bucket = "arn:aws:s3:::strata-test-orders";
const folder = { bucketArn: bucket, prefix: "orders/", kmsKeyArn: testKey("lake"), region };

interface Case {
  readonly statements: PolicyStatement[];
  /** Key, and the service that it is used through. */
  readonly key: string;
  readonly service: string;
  /** Whether the caller encrypts with the key too. */
  readonly encrypts: boolean;
  /** Actions that the grant allows on a resource, and others that it does not. */
  readonly resource: string;
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
  /** Of the same kind, but not granted. */
  readonly neighbor: string;
}

const cases: Record<string, Case> = {
  "sends messages": {
    statements: sendMessages("Orders", { arn: queue, kmsKeyArn: testKey("streams"), region }),
    key: testKey("streams"),
    service: "sqs",
    encrypts: true,
    resource: queue,
    allowed: ["sqs:SendMessage"],
    refused: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"],
    neighbor: `${queue}-failed`,
  },
  "reads records": {
    statements: readRecords("Orders", { arn: stream, kmsKeyArn: testKey("streams"), region }),
    key: testKey("streams"),
    service: "kinesis",
    encrypts: false,
    resource: stream,
    allowed: ["kinesis:GetRecords", "kinesis:GetShardIterator"],
    refused: ["kinesis:PutRecord", "kinesis:DeleteStream"],
    neighbor: `${stream}-failed`,
  },
  "publishes messages": {
    statements: publishMessages("Orders", { arn: topic, kmsKeyArn: testKey("streams"), region }),
    key: testKey("streams"),
    service: "sns",
    encrypts: true,
    resource: topic,
    allowed: ["sns:Publish"],
    refused: ["sns:Subscribe", "sns:SetTopicAttributes"],
    neighbor: `${topic}-failed`,
  },
  "reads a secret": {
    statements: readSecret("Token", { arn: secret, kmsKeyArn: testKey("secrets"), region }),
    key: testKey("secrets"),
    service: "secretsmanager",
    encrypts: false,
    resource: secret,
    allowed: ["secretsmanager:GetSecretValue"],
    refused: ["secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret"],
    neighbor: arnOf("secretsmanager", "secret:strata-test-other-AbCdEf"),
  },
  "reads objects": {
    statements: readObjects("Orders", folder),
    key: testKey("lake"),
    service: "s3",
    encrypts: false,
    resource: `${bucket}/orders/1`,
    allowed: ["s3:GetObject"],
    refused: ["s3:PutObject", "s3:DeleteObject"],
    neighbor: `${bucket}/invoices/1`,
  },
  "writes objects": {
    statements: writeObjects("Orders", folder),
    key: testKey("lake"),
    service: "s3",
    encrypts: true,
    resource: `${bucket}/orders/1`,
    allowed: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
    refused: ["s3:DeleteObjectVersion", "s3:PutObjectAcl"],
    neighbor: `${bucket}/invoices/1`,
  },
};

describe.each(Object.entries(cases))("a principal that %s", (_, granted) => {
  const { statements, key, service, resource, neighbor } = granted;

  test.each(granted.allowed)("may %s there and nowhere else", async (action) => {
    expect(await grants(statements, { action, resource })).toBe(true);
    expect(await grants(statements, { action, resource: neighbor })).toBe(false);
  });

  test.each(granted.refused)("may not %s", async (action) => {
    expect(await grants(statements, { action, resource })).toBe(false);
  });

  test("uses the key through the service of the region, and in no other way", async () => {
    const use = (action: string, resource: string, context: Readonly<Record<string, string>>) =>
      grants(statements, { action, resource, context });
    expect(await use("kms:Decrypt", key, through(service))).toBe(true);
    expect(await use("kms:GenerateDataKey", key, through(service))).toBe(granted.encrypts);
    expect(await use("kms:Decrypt", key, through("ec2"))).toBe(false);
    expect(await use("kms:Decrypt", key, through(service, "us-west-2"))).toBe(false);
    expect(await use("kms:Decrypt", key, {})).toBe(false);
    expect(await use("kms:Decrypt", testKey("database"), through(service))).toBe(false);
  });
});

test("objects are found below their prefix, and no others", async () => {
  const list = (prefix: string) =>
    grants(readObjects("Orders", folder), {
      action: "s3:ListBucket",
      resource: bucket,
      context: { "s3:prefix": prefix },
    });
  expect(await list("orders/2026/")).toBe(true);
  expect(await list("invoices/")).toBe(false);
});

test("a function is invoked by its name and by its versions and aliases, and is not changed", async () => {
  const arn = arnOf("lambda", "function:strata-test-greeter");
  const may = (action: string, resource: string) => grants([invokeFunction("Greeter", arn)], { action, resource });
  expect(await may("lambda:InvokeFunction", arn)).toBe(true);
  expect(await may("lambda:InvokeFunction", `${arn}:live`)).toBe(true);
  expect(await may("lambda:InvokeFunction", `${arn}-two`)).toBe(false);
  expect(await may("lambda:UpdateFunctionCode", arn)).toBe(false);
});
