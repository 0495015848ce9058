import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { beforeEach, describe, expect, test } from "vitest";
import { tagNames } from "../../../functions/rotate-database-user/index";
import { AdministrationGroup } from "../../../modules/database/administration-group";
import { whyNotAUser } from "../../../modules/database/user-names";
import { UserRoles } from "../../../modules/database/user-roles";
import { UserSecrets } from "../../../modules/database/user-secrets";
import { allows } from "../../support/grants";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const administrator = "arn:aws:secretsmanager:us-east-1:111122223333:secret:administrator-AbCdEf";
const database = {
  address: "main.example.com:5432/platform",
  secret: { arn: administrator, kmsKeyArn: testKey("secrets") },
};
const placement = { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-administration"] };

const build = () =>
  probe((stack) => {
    const site = testSite(stack);
    const writer = new CloudwatchLogGroup(stack, "writer", { name: "stands for a writer" });
    const code = stack.asset("code.zip", new Uint8Array());
    new AdministrationGroup(stack, "administration", {
      site,
      purpose: "main",
      vpcId: "vpc-1",
      databaseGroupId: "sg-data",
      endpointsGroupId: "sg-endpoints",
    });
    const roles = new UserRoles(stack, "users", {
      site,
      purpose: "main",
      database: { ...database, follows: false, waitFor: [writer] },
      users: { "order-service": { level: "write", reads: [] }, reporting: { level: "read", reads: ["order-service"] } },
      code,
      runs: { placement, queueKeyArn: testKey("streams") },
    });
    new UserSecrets(stack, "user", {
      site,
      purpose: "main",
      database,
      users: { names: ["order-service", "reporting"], waitFor: [roles.invocation], rotationDays: 30 },
      code,
      keys: {
        kmsKeyArn: testKey("secrets"),
        replicas: [{ region: "us-west-2", kmsKeyArn: testKey("secrets", "us-west-2") }],
        queueKeyArn: testKey("streams"),
      },
      placement,
    });
  });

let json: ReturnType<typeof build>;
beforeEach(() => {
  json ??= build();
});

describe("the roles of users", () => {
  test("come from a function in the VPC, called after the writer is there", () => {
    expect(at(json, "aws_lambda_function.users")).toMatchObject({
      function_name: "strata-test-users-main",
      timeout: 300,
      vpc_config: { subnet_ids: ["subnet-1", "subnet-2"], security_group_ids: ["sg-administration"] },
    });
    expect(at(json, "aws_lambda_invocation.users")).toMatchObject({
      function_name: "${aws_lambda_function.users.function_name}",
      lifecycle_scope: "CREATE_ONLY",
      input:
        `\${jsonencode({"address" = "main.example.com:5432/platform", "administrator" = "${administrator}", ` +
        '"follows" = false, "users" = {"order-service" = {"level" = "write", "reads" = []}, "reporting" = {"level" = "read", "reads" = ["order-service"]}}})}',
      depends_on: ["aws_cloudwatch_log_group.writer"],
    });
  });

  test("the function reads the secret of the administrator, and no other", async () => {
    const { policy } = at(json, "aws_iam_role_policy.users_function_role");
    const reads = (resource: string) =>
      allows(JSON.parse(String(policy)), { action: "secretsmanager:GetSecretValue", resource });
    expect(await reads(administrator)).toBe(true);
    expect(await reads(administrator.replace("administrator", "strata-test-main-reporting-credentials"))).toBe(false);
  });
});

describe("the secrets of users", () => {
  test("tell the function that rotates them whose password to change, and where", () => {
    expect(at(json, "aws_secretsmanager_secret.user_secret_order_service")).toMatchObject({
      name: "strata-test-main-order-service-credentials",
      kms_key_id: testKey("secrets"),
      replica: [{ region: "us-west-2" }],
      tags: {
        [tagNames.user]: "order-service",
        [tagNames.address]: "main.example.com:5432/platform",
        [tagNames.administrator]: administrator,
      },
    });
  });

  test("get their first value once the role is there, and a new one every month", () => {
    expect(at(json, "aws_secretsmanager_secret_rotation.user_secret_reporting")).toMatchObject({
      rotation_lambda_arn: "${aws_lambda_function.user_rotation.arn}",
      rotation_rules: { automatically_after_days: 30 },
      depends_on: expect.arrayContaining(["aws_lambda_invocation.users"]),
    });
    expect(json.resource).not.toHaveProperty("aws_secretsmanager_secret_version");
  });

  test("have no tag by which a developer would read them", () => {
    expect(at(json, "aws_secretsmanager_secret.user_secret_reporting").tags).not.toHaveProperty("application");
  });

  test("rotate with the administrator's credentials, from the VPC", () => {
    expect(statementsOf(at(json, "aws_iam_role_policy.user_rotation_role").policy).ReadAdministrator?.Resource).toBe(
      administrator,
    );
    expect(at(json, "aws_lambda_function.user_rotation").vpc_config).toMatchObject({
      security_group_ids: ["sg-administration"],
    });
  });
});

test("the functions reach the database and the endpoints, each on one port, and accept no connections", () => {
  expect(typesOf(json)).toMatchObject({
    aws_security_group: 1,
    aws_vpc_security_group_egress_rule: 2,
    aws_vpc_security_group_ingress_rule: 2,
  });
  const own = "${aws_security_group.administration.id}";
  const rule = (port: number) => ({ ip_protocol: "tcp", from_port: port, to_port: port });
  for (const [to, group, port] of [
    ["database", "sg-data", 5432],
    ["endpoints", "sg-endpoints", 443],
  ] as const) {
    expect(at(json, `aws_vpc_security_group_egress_rule.administration_to_${to}`)).toMatchObject({
      ...rule(port),
      security_group_id: own,
      referenced_security_group_id: group,
    });
    expect(at(json, `aws_vpc_security_group_ingress_rule.administration_${to}_from`)).toMatchObject({
      ...rule(port),
      security_group_id: group,
      referenced_security_group_id: own,
    });
  }
});

describe("a user must not be called", () => {
  test.each([
    "user",
    "select",
    "public",
    "none",
    "pg_monitor",
    "rds_superuser",
    "rdsadmin",
    "platform_admin",
    "information_schema",
    "postgres",
  ])("%s", (name) => {
    expect(whyNotAUser(name)).toBeDefined();
  });

  test.each(["gateway", "order-service", "month_end", "users", "pgadmin", "selector"])(
    "but may be called %s",
    (name) => {
      expect(whyNotAUser(name)).toBeUndefined();
    },
  );
});
