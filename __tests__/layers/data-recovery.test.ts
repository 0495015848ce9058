import { describe, expect, test } from "vitest";
import { achievedRecovery } from "../../environments/achieved-recovery";
import { recoveryStrategies } from "../../platform/recovery";
import { addressesOf, at, typesOf } from "../support/synthesis";
import { data, ofPair, ofTier, pair } from "./data-stacks";

const upstream = "data.terraform_remote_state.prod_data.outputs";

describe("a follower in another region", () => {
  test.each(recoveryStrategies)("leaves its primary as it would be alone: %s", (strategy) => {
    const [primary] = pair(strategy);
    expect(ofPair(strategy)("prod")).toEqual(data(primary)("prod"));
  });

  test("replicates every table with the protection that its primary has", () => {
    const json = ofPair("warm-standby")("dr");
    expect(json.resource).not.toHaveProperty("aws_dynamodb_table");
    expect(at(json, "aws_dynamodb_table_replica.table_sessions")).toMatchObject({
      global_table_arn: `\${${upstream}.table_arns.sessions}`,
      kms_key_arn: "${data.terraform_remote_state.security.outputs.database_key_arn}",
      point_in_time_recovery: true,
      deletion_protection_enabled: true,
      tags: { backup: "standard" },
    });
  });

  test("receives the objects of the zones that are replicated, within 15 minutes and under its own key", () => {
    const json = ofPair("warm-standby")("dr");
    const replications = json.resource?.aws_s3_bucket_replication_configuration ?? {};
    expect(Object.keys(replications).sort()).toEqual([
      "zone_artifacts_replication",
      "zone_processed_replication",
      "zone_raw_replication",
    ]);
    expect(replications.zone_raw_replication).toMatchObject({
      provider: "aws.us-east-1",
      bucket: `\${${upstream}.zone_bucket_names.raw}`,
      rule: [{ destination: { replication_time: { status: "Enabled", time: { minutes: 15 } } } }],
    });
  });

  test("has the catalog of its primary, and a job that rests", () => {
    const [of, by] = ["prod", "dr"].map(ofPair("warm-standby"));
    const catalog = (json: typeof of) => addressesOf(json ?? expect.fail()).filter((name) => /aws_glue_/.test(name));
    expect(catalog(by)).toEqual(catalog(of).map((address) => address.replace("us_east_1", "us_west_2")));
    expect(at(by ?? expect.fail(), "aws_glue_trigger.processing_start").enabled).toBe(false);
    expect(at(of ?? expect.fail(), "aws_glue_trigger.processing_start").enabled).toBe(true);
    expect(at(by ?? expect.fail(), "aws_glue_trigger.processing_crawl").enabled).toBe(true);
    expect(at(by ?? expect.fail(), "aws_scheduler_schedule.events_evaluation").state).toBe("DISABLED");
    expect(at(of ?? expect.fail(), "aws_scheduler_schedule.events_evaluation").state).toBe("ENABLED");
  });

  test.each([
    ["pilot-light", 0],
    ["warm-standby", 3],
  ] as const)("joins the global database, with the instances of its strategy: %s", (strategy, instances) => {
    const stacks = ofPair(strategy);
    expect(typesOf(stacks("prod")).aws_rds_global_cluster).toBe(1);
    expect(typesOf(stacks("dr")).aws_rds_cluster_instance ?? 0).toBe(instances);
    expect(at(stacks("dr"), "aws_rds_cluster.database").global_cluster_identifier).toBe(
      `\${${upstream}.global_database_id}`,
    );
    expect(stacks("dr").resource).not.toHaveProperty("aws_rds_global_cluster");
  });

  test("has a proxy before its instances, with the copies of the secrets of the primary's users", () => {
    const copyOf = (arn: string) => `\${replace(${arn}, ":us-east-1:", ":us-west-2:")}`;
    const json = ofPair("warm-standby")("dr");
    expect(json.locals).toEqual({
      database_secret_arn: copyOf(`${upstream}.database_secret_arn`),
      database_user_gateway_arn: copyOf(`${upstream}.database_user_secret_arns.gateway`),
      database_user_reporting_arn: copyOf(`${upstream}.database_user_secret_arns.reporting`),
    });
    expect(at(json, "aws_db_proxy.database_proxy").auth).toMatchObject([
      { secret_arn: "${local.database_user_gateway_arn}" },
      { secret_arn: "${local.database_user_reporting_arn}" },
    ]);
    expect(at(json, "aws_db_proxy_target.database_proxy").depends_on).toContain("aws_rds_cluster_instance.database_1");
    expect(json.output?.database_secret_arn?.value).toBe("${local.database_secret_arn}");
    expect(ofPair("pilot-light")("dr").resource).not.toHaveProperty("aws_db_proxy");
  });

  test("leaves users and passwords to its primary until it takes over", () => {
    const json = ofPair("warm-standby")("dr");
    expect(String(at(json, "aws_lambda_invocation.database_users").input)).toContain('"follows" = true');
    expect(Object.keys(json.resource?.aws_secretsmanager_secret ?? {})).toEqual([]);
    expect(addressesOf(json)).not.toContain("aws_lambda_function.database_user_rotation");
    expect(ofPair("pilot-light")("dr").resource).not.toHaveProperty("aws_lambda_invocation");
    expect(ofPair("pilot-light")("dr").output?.database_user_secret_arns?.value).toEqual({});
  });

  test("has instances that are gone before the log group they write to", () => {
    expect(at(ofTier("sandbox"), "aws_rds_cluster_instance.database_1").depends_on).toEqual([
      "aws_cloudwatch_log_group.database_os_metrics",
    ]);
  });

  /** What represents a class of data in the JSON of the follower. */
  const copies = {
    relational: "aws_rds_cluster",
    tables: "aws_dynamodb_table_replica",
    lake: "aws_s3_bucket_replication_configuration",
    cache: "aws_elasticache_global_replication_group",
  } as const;

  test.each(recoveryStrategies)(
    "has what the strategy is said to achieve, and nothing that it is not: %s",
    (strategy) => {
      const [primary] = pair(strategy);
      const json = ofPair(strategy)("dr");
      for (const [of, type] of Object.entries(copies)) {
        const achieved = achievedRecovery(primary, of as keyof typeof copies);
        // What backups bring is in a vault of the security layer, by a plan of monitoring.
        const isThere = achieved !== undefined && !achieved.means.includes("AWS Backup");
        expect(type in (json.resource ?? {}), `${strategy} ${of}`).toBe(isThere);
      }
    },
  );
});
