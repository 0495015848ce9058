import { expect, test } from "vitest";
import { GeneratedSecret } from "../../../modules/secrets/generated-secret";
import { RotationFunction } from "../../../modules/secrets/rotation-function";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const account = "111122223333";
const copy = { region: "us-west-2", kmsKeyArn: testKey("secrets", "us-west-2") };
const keys = { kmsKeyArn: testKey("secrets"), replicas: [copy] };

function secrets(deletionProtection: boolean) {
  return probe((stack) => {
    const site = testSite(stack, { deletionProtection });
    const rotation = new RotationFunction(stack, "rotation", {
      site,
      purpose: "rotate-secret",
      description: "Rotates.",
      timeoutSeconds: 30,
      code: stack.asset("code.zip", new Uint8Array()),
      keys: { ...keys, queueKeyArn: testKey("streams") },
    });
    new GeneratedSecret(stack, "signing-key", {
      site,
      purpose: "signing-key",
      description: "Signs.",
      tags: { application: "chat" },
      keys,
      rotation: { function: rotation, days: 30 },
    });
  });
}

test("a generated secret has no version in Terraform: no value is ever in a plan or a state", () => {
  expect(typesOf(secrets(true))).toEqual({
    aws_cloudwatch_log_group: 1,
    aws_iam_role: 1,
    aws_iam_role_policy: 1,
    aws_lambda_function: 1,
    aws_lambda_permission: 1,
    aws_secretsmanager_secret: 1,
    aws_secretsmanager_secret_policy: 1,
    aws_secretsmanager_secret_rotation: 1,
    aws_sqs_queue: 1,
    aws_sqs_queue_policy: 1,
  });
});

test("it is encrypted, copied and tagged for its application, and can be brought back where it is protected", () => {
  expect(at(secrets(true), "aws_secretsmanager_secret.signing_key")).toMatchObject({
    name: "strata-test-signing-key",
    kms_key_id: keys.kmsKeyArn,
    recovery_window_in_days: 30,
    replica: [{ region: "us-west-2", kms_key_id: copy.kmsKeyArn }],
    tags: { application: "chat" },
  });
  expect(at(secrets(false), "aws_secretsmanager_secret.signing_key").recovery_window_in_days).toBe(0);
});

test("its function may encrypt the copies of what it writes, by way of Secrets Manager there", () => {
  const { UseKeyInuswest2 } = statementsOf(at(secrets(true), "aws_iam_role_policy.rotation_role").policy);
  expect(UseKeyInuswest2).toMatchObject({
    Action: expect.arrayContaining(["kms:Encrypt", "kms:GenerateDataKey"]),
    Resource: copy.kmsKeyArn,
    Condition: { StringEquals: { "kms:ViaService": "secretsmanager.us-west-2.amazonaws.com" } },
  });
});

test("it refuses other accounts before it rotates for the first time", () => {
  const json = secrets(true);
  const policy = at(json, "aws_secretsmanager_secret_policy.signing_key");
  expect(policy.block_public_policy).toBe(true);
  expect(statementsOf(policy.policy)).toMatchObject({
    RefuseOtherAccounts: {
      Effect: "Deny",
      Principal: "*",
      Action: "secretsmanager:*",
      Condition: { StringNotEquals: { "aws:PrincipalAccount": account } },
    },
  });
  expect(at(json, "aws_secretsmanager_secret_rotation.signing_key")).toMatchObject({
    rotation_lambda_arn: "${aws_lambda_function.rotation.arn}",
    rotation_rules: { automatically_after_days: 30 },
    depends_on: ["aws_secretsmanager_secret_policy.signing_key", "aws_lambda_permission.rotation"],
  });
});

test("the function changes only secrets that name it, and only Secrets Manager for a secret of the environment calls it", () => {
  const json = secrets(true);
  const { RotateSecrets, UseKeyOfSecrets } = statementsOf(at(json, "aws_iam_role_policy.rotation_role").policy);
  const name = at(json, "aws_lambda_function.rotation").function_name;
  expect(RotateSecrets?.Condition).toEqual({
    ArnEquals: {
      "secretsmanager:resource/AllowRotationLambdaArn": `arn:aws:lambda:us-east-1:${account}:function:${name}`,
    },
  });
  expect(UseKeyOfSecrets?.Condition).toEqual({
    StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
  });
  expect(at(json, "aws_lambda_permission.rotation")).toMatchObject({
    principal: "secretsmanager.amazonaws.com",
    source_account: account,
    source_arn: `arn:aws:secretsmanager:us-east-1:${account}:secret:strata-test-*`,
  });
});
