import { describe, expect, test } from "vitest";
import { DatabaseProxy } from "../../../modules/database/database-proxy";
import { PostgresCluster } from "../../../modules/database/postgres-cluster";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { capacity, database, keys, postgresOf } from "./support";

const proxy = () =>
  probe((stack) => {
    const { identifier, instances, masterUserSecretArn } = new PostgresCluster(stack, "main", {
      ...postgresOf(stack),
      database,
      capacity: { ...capacity, instances: 2 },
    });
    new DatabaseProxy(stack, "proxy", {
      site: testSite(stack),
      purpose: "main",
      target: { clusterIdentifier: identifier, instances },
      secrets: { arns: [masterUserSecretArn ?? ""], kmsKeyArn: keys.secretsKeyArn },
      placement: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-data"] },
    });
  });

describe("DatabaseProxy", () => {
  test("adds the proxy, its target, its role and its log group", () => {
    expect(typesOf(proxy())).toMatchObject({
      aws_cloudwatch_log_group: 4,
      aws_db_proxy: 1,
      aws_db_proxy_default_target_group: 1,
      aws_db_proxy_target: 1,
      aws_iam_role: 2,
      aws_iam_role_policy: 2,
    });
  });

  test("takes clients over TLS and with IAM only", () => {
    expect(at(proxy(), "aws_db_proxy.proxy")).toMatchObject({
      name: "strata-test-main",
      engine_family: "POSTGRESQL",
      require_tls: true,
      debug_logging: false,
      auth: [
        {
          auth_scheme: "SECRETS",
          iam_auth: "REQUIRED",
          secret_arn: "${aws_rds_cluster.main.master_user_secret[0].secret_arn}",
        },
      ],
    });
  });

  test("reads one secret, with its key, through Secrets Manager", () => {
    const json = proxy();
    const role = at(json, "aws_iam_role.proxy");
    const { AssumedByService: trust } = statementsOf(role.assume_role_policy);
    expect(trust?.Principal).toEqual({ Service: "rds.amazonaws.com" });
    expect(trust).not.toHaveProperty("Condition");
    expect(statementsOf(at(json, "aws_iam_role_policy.proxy_role").policy)).toMatchObject({
      ReadCredentials: {
        Action: "secretsmanager:GetSecretValue",
        Resource: ["${aws_rds_cluster.main.master_user_secret[0].secret_arn}"],
      },
      DecryptCredentials: {
        Action: "kms:Decrypt",
        Resource: keys.secretsKeyArn,
        Condition: { StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" } },
      },
    });
  });

  test("logs to a group that is there, encrypted, before the proxy is", () => {
    const json = proxy();
    expect(at(json, "aws_cloudwatch_log_group.proxy")).toMatchObject({
      name: "/aws/rds/proxy/strata-test-main",
      kms_key_id: testKey("logs"),
      retention_in_days: 400,
    });
    expect(at(json, "aws_db_proxy.proxy").depends_on).toEqual(["aws_cloudwatch_log_group.proxy"]);
  });

  test("registers the cluster once it has a writer", () => {
    expect(at(proxy(), "aws_db_proxy_target.proxy")).toMatchObject({
      db_cluster_identifier: "${aws_rds_cluster.main.cluster_identifier}",
      target_group_name: "${aws_db_proxy_default_target_group.proxy.name}",
      depends_on: ["aws_rds_cluster_instance.main_1", "aws_rds_cluster_instance.main_2"],
    });
  });
});
