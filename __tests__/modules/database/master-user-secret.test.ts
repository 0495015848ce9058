import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { expect, test } from "vitest";
import { MasterUserSecret } from "../../../modules/database/master-user-secret";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf } from "../../support/synthesis";

const clusterArn = "arn:aws:rds:us-east-1:111122223333:cluster:strata-test-main";
const json = () =>
  probe((stack) => {
    const instance = new CloudwatchLogGroup(stack, "instance", { name: "stands for an instance" });
    new MasterUserSecret(stack, "master-user", {
      site: testSite(stack),
      purpose: "main",
      cluster: { identifier: "strata-test-main", arn: clusterArn, instances: [instance] },
      code: stack.asset("code.zip", new Uint8Array()),
      keys: {
        kmsKeyArn: testKey("secrets"),
        replicas: [{ region: "us-west-2", kmsKeyArn: testKey("secrets", "us-west-2") }],
        queueKeyArn: testKey("streams"),
      },
      rotationDays: 7,
    });
  });

test("the secret names its cluster for the function that rotates it, every week", () => {
  expect(at(json(), "aws_secretsmanager_secret.master_user")).toMatchObject({
    name: "strata-test-main-master-user",
    tags: { cluster: "strata-test-main" },
    replica: [{ region: "us-west-2" }],
    recovery_window_in_days: 30,
  });
  expect(at(json(), "aws_secretsmanager_secret_rotation.master_user_secret")).toMatchObject({
    rotation_lambda_arn: "${aws_lambda_function.master_user_rotation.arn}",
    rotation_rules: { automatically_after_days: 7 },
    // The first rotation comes at once, and a cluster without a writer takes no password.
    depends_on: expect.arrayContaining(["aws_cloudwatch_log_group.instance"]),
  });
  // Terraform reads the versions it manages at every refresh, which the roles that plan and apply are denied.
  expect(json().resource).not.toHaveProperty("aws_secretsmanager_secret_version");
});

test("the function sets the password of that cluster and of no other", () => {
  const { SetPassword } = statementsOf(at(json(), "aws_iam_role_policy.master_user_rotation_role").policy);
  expect(SetPassword).toMatchObject({
    Action: ["rds:DescribeDBClusters", "rds:ModifyDBCluster"],
    Resource: clusterArn,
  });
});

test("the function may run for as long as a cluster takes to change its password", () => {
  expect(at(json(), "aws_lambda_function.master_user_rotation").timeout).toBe(300);
});
