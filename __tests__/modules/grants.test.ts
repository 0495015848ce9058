import { describe, expect, test } from "vitest";
import { invokeFunction } from "../../modules/functions/grants";
import { type PolicyStatement, policyDocument } from "../../modules/identity/policy-document";
import { publishMessages } from "../../modules/notifications/grants";
import { sendMessages } from "../../modules/queues/grants";
import { readSecret } from "../../modules/secrets/grants";
import { readObjects, writeObjects } from "../../modules/storage/grants";
import { testKey } from "../support/site";
import { statementsOf } from "../support/synthesis";

const region = "us-east-1";
const arnOf = (service: string, resource: string) => `arn:aws:${service}:${region}:111122223333:${resource}`;
const kmsKeyArn = testKey("data");
const objects = { bucketArn: "arn:aws:s3:::bucket", kmsKeyArn, region };

const grants: Record<string, { through: string; statements: PolicyStatement[] }> = {
  "messages of a queue": {
    through: "sqs",
    statements: sendMessages("Orders", { arn: arnOf("sqs", "orders"), kmsKeyArn, region }),
  },
  "messages of a topic": {
    through: "sns",
    statements: publishMessages("Orders", { arn: arnOf("sns", "orders"), kmsKeyArn, region }),
  },
  "the value of a secret": {
    through: "secretsmanager",
    statements: readSecret("Token", { arn: arnOf("secretsmanager", "secret:token-AbCdEf"), kmsKeyArn, region }),
  },
  "objects to read": { through: "s3", statements: readObjects("Events", objects) },
  "objects to write": { through: "s3", statements: writeObjects("Events", objects) },
};

test.each(Object.entries(grants))("the key of %s is used through its service only", (_, { through, statements }) => {
  const keys = statements.filter(({ actions }) => [actions].flat().some((action) => action?.startsWith("kms:")));
  expect(keys).toHaveLength(1);
  expect(keys[0]).toMatchObject({
    resources: kmsKeyArn,
    conditions: { StringEquals: { "kms:ViaService": `${through}.us-east-1.amazonaws.com` } },
  });
});

describe("objects below a prefix", () => {
  const below = { ...objects, prefix: "events/" };

  test.each([
    ["read", readObjects("Events", below), "ReadEvents"],
    ["written", writeObjects("Events", below), "WriteEvents"],
  ] as const)("are found and %s, and no others", (_, statements, sid) => {
    const { FindEvents, [sid]: use } = statementsOf(policyDocument(statements));
    expect(FindEvents).toMatchObject({
      Resource: objects.bucketArn,
      Condition: { StringLike: { "s3:prefix": "events/*" } },
    });
    expect(use?.Resource).toBe("arn:aws:s3:::bucket/events/*");
  });

  test("that are read are not changed", () => {
    const actions = readObjects("Events", below).flatMap((statement) => statement.actions ?? []);
    expect(actions).toEqual(["s3:ListBucket", "s3:GetObject", "kms:Decrypt"]);
  });
});

test("a function is invoked by its name and by its versions and aliases", () => {
  const arn = arnOf("lambda", "function:greeter");
  expect(invokeFunction("Greeter", arn)).toEqual({
    sid: "InvokeGreeter",
    actions: "lambda:InvokeFunction",
    resources: [arn, `${arn}:*`],
  });
});
