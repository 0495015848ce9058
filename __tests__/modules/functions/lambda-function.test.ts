import { expect, test } from "vitest";
import { LambdaFunction } from "../../../modules/functions/lambda-function";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const greeter = () =>
  probe((stack) => {
    new LambdaFunction(stack, "greeter", {
      site: testSite(stack),
      purpose: "greeter",
      description: "Greets.",
      code: stack.asset("greeter.zip", new TextEncoder().encode("code")),
      settings: { timeoutSeconds: 10 },
      role: {
        statements: [
          { sid: "Greet", actions: "sns:Publish", resources: "arn:aws:sns:us-east-1:111122223333:greetings" },
        ],
      },
      queueKeyArn: testKey("streams"),
    });
  });

test("a function brings its role, its log group and a queue for what it could not handle", () => {
  expect(typesOf(greeter())).toEqual({
    aws_cloudwatch_log_group: 1,
    aws_iam_role: 1,
    aws_iam_role_policy: 1,
    aws_lambda_function: 1,
    aws_sqs_queue: 1,
    aws_sqs_queue_policy: 1,
  });
});

test("runs the package next to the stack, and is updated when its content changes", () => {
  expect(at(greeter(), "aws_lambda_function.greeter")).toMatchObject({
    filename: "${path.module}/assets/greeter.zip",
    // SHA-256 of "code".
    source_code_hash: "VpTQii5T/8rgwxA+Wtb2B2q9lg6x+KVldwQLwQKPcCs=",
    architectures: ["arm64"],
    tracing_config: { mode: "Active" },
    logging_config: { log_format: "JSON", log_group: "${aws_cloudwatch_log_group.greeter.name}" },
    dead_letter_config: { target_arn: "${aws_sqs_queue.greeter_failed.arn}" },
  });
});

test("it reserves no concurrency, which a new account has none to spare of", () => {
  expect(at(greeter(), "aws_lambda_function.greeter")).not.toHaveProperty("reserved_concurrent_executions");
});

test("it may write its logs, traces and failed events, and do what it is for", () => {
  const statements = statementsOf(at(greeter(), "aws_iam_role_policy.greeter_role").policy);
  expect(Object.keys(statements)).toEqual([
    "WriteLogs",
    "WriteTraces",
    "KeepFailedEvents",
    "EncryptFailedEvents",
    "Greet",
  ]);
  expect(statements.WriteLogs?.Resource).toBe("${aws_cloudwatch_log_group.greeter.arn}:*");
});

test("only its role puts events into its queue", () => {
  const { RefuseOthers } = statementsOf(at(greeter(), "aws_sqs_queue_policy.greeter_failed").policy);
  expect(RefuseOthers?.Condition).toMatchObject({
    ArnNotEquals: { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/strata-test-greeter"] },
  });
  expect(at(greeter(), "aws_iam_role.greeter").name).toBe("strata-test-greeter");
});

test("its role and its queue are bound and encrypted", () => {
  expect(at(greeter(), "aws_iam_role.greeter").permissions_boundary).toBe("arn:aws:iam::111122223333:policy/boundary");
  expect(at(greeter(), "aws_sqs_queue.greeter_failed").kms_master_key_id).toMatch(/key\/streams$/);
});
