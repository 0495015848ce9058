import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { achievedRecovery } from "../../environments/achieved-recovery";
import { dataDefaults } from "../../layers/data/config";
import { dataOutputs } from "../../layers/data/outputs";
import type { Environment } from "../../layers/layers";
import { outputName } from "../../platform/contract";
import type { Tier } from "../../platform/environment";
import { type RecoveryStrategy, recoveryStrategies } from "../../platform/recovery";
import { projectRoot } from "../../platform/root";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { addressesOf, at, typesOf } from "../support/synthesis";

const tables = {
  sessions: { hashKey: "id", attributes: { id: "S" as const }, indexes: {}, ttlAttribute: "expiresAt" },
};

const users = { gateway: "write" as const, reporting: "read" as const };

/** The data section of a tier, with a table, users of the database and what the test changes. */
function dataOf(tier: Tier, changes: Partial<Environment["data"]> = {}): Environment["data"] {
  const { relational } = dataDefaults[tier];
  return { ...dataDefaults[tier], relational: { ...relational, users }, tables, ...changes };
}

/** The data stacks of the environments, by the name of the environment. */
function data(...environments: readonly Environment[]) {
  return layerOf("data", ...environments);
}

/** The data stack of an environment of the tier as it comes, built once. */
const ofTier = once((tier: Tier) => data(environmentOf(tier, { data: dataOf(tier) }))("test"));

function once<K, V>(build: (key: K) => V): (key: K) => V {
  const built = new Map<K, V>();
  return (key) => {
    const value = built.get(key) ?? build(key);
    built.set(key, value);
    return value;
  };
}

const objective = { rpoMinutes: 30, rtoMinutes: 60 };
const objectives = { relational: objective, tables: objective, lake: objective };

/** A primary that is recovered in another region by the strategy, and the environment that does it. */
function pair(strategy: RecoveryStrategy): readonly [Environment, Environment] {
  const primary = environmentOf("production", {
    name: "prod",
    recovery: { region: "us-west-2", strategy, objectives },
    data: dataOf("production"),
  });
  const follower = environmentOf("production", {
    name: "dr",
    region: "us-west-2",
    zones: ["us-west-2a", "us-west-2b"],
    recovers: "prod",
    primary,
    data: dataOf("production"),
  });
  return [primary, follower];
}

const ofPair = once((strategy: RecoveryStrategy) => data(...pair(strategy)));

const upstream = "data.terraform_remote_state.prod_data.outputs";

describe("the data layer", () => {
  test("publishes its whole contract, and no secret", () => {
    const json = ofTier("production");
    expect(Object.keys(json.output ?? {}).sort()).toEqual(Object.keys(dataOutputs.fields).map(outputName).sort());
    expect(JSON.stringify(json.output)).not.toMatch(/password|auth_token/);
  });

  test.each([
    ["sandbox", { instances: 1, backup: 1, nodes: 1, failover: false, billing: "PAY_PER_REQUEST", gib: 10 }],
    ["nonproduction", { instances: 2, backup: 7, nodes: 2, failover: true, billing: "PROVISIONED", gib: 100 }],
    ["production", { instances: 3, backup: 35, nodes: 3, failover: true, billing: "PAY_PER_REQUEST", gib: 1000 }],
  ] as const)("differs by tier: %s", (tier, expected) => {
    const json = ofTier(tier);
    expect(typesOf(json).aws_rds_cluster_instance).toBe(expected.instances);
    expect(at(json, "aws_rds_cluster.database").backup_retention_period).toBe(expected.backup);
    expect(at(json, "aws_elasticache_replication_group.cache")).toMatchObject({
      num_cache_clusters: expected.nodes,
      automatic_failover_enabled: expected.failover,
      multi_az_enabled: expected.failover,
    });
    expect(at(json, "aws_dynamodb_table.table_sessions").billing_mode).toBe(expected.billing);
    expect(at(json, "aws_athena_workgroup.query")).toMatchObject({
      configuration: { bytes_scanned_cutoff_per_query: expected.gib * 1024 ** 3 },
    });
  });

  test("protects what holds data from nonproduction up", () => {
    const protects = (tier: Tier) => {
      const json = ofTier(tier);
      return [
        at(json, "aws_rds_cluster.database").deletion_protection,
        at(json, "aws_dynamodb_table.table_sessions").deletion_protection_enabled,
        !at(json, "aws_s3_bucket.zone_raw").force_destroy,
      ];
    };
    expect(protects("sandbox")).toEqual([false, false, false]);
    expect(protects("nonproduction")).toEqual([true, true, true]);
    expect(protects("production")).toEqual([true, true, true]);
  });

  test("takes the bill of a table from the table, else from the environment", () => {
    const provisioned = {
      mode: "provisioned" as const,
      read: { min: 1, max: 2 },
      write: { min: 1, max: 2 },
      targetPercent: 50,
    };
    const orders = { hashKey: "id", attributes: { id: "S" as const }, indexes: {}, billing: provisioned };
    const json = data(environmentOf("sandbox", { data: dataOf("sandbox", { tables: { ...tables, orders } }) }))("test");
    expect(at(json, "aws_dynamodb_table.table_orders").billing_mode).toBe("PROVISIONED");
    expect(at(json, "aws_dynamodb_table.table_sessions").billing_mode).toBe("PAY_PER_REQUEST");
  });

  test("adds a zone that is named and kept like its type, and cataloged where it holds tables", () => {
    const { lake } = dataDefaults.sandbox;
    const zones = {
      ...lake.zones,
      orders: { type: "processed" as const, retentionDays: 60 },
      models: { type: "artifacts" as const, retentionDays: 400 },
    };
    const json = data(environmentOf("sandbox", { data: dataOf("sandbox", { lake: { zones } }) }))("test");
    expect(at(json, "aws_s3_bucket.zone_processed_orders")).toMatchObject({
      bucket: "strata-test-lake-processed-orders-111122223333-us-east-1",
      tags: { classification: "confidential", backup: "standard" },
    });
    expect(at(json, "aws_s3_bucket.zone_artifacts_models").bucket).toBe(
      "strata-test-artifacts-models-111122223333-us-east-1",
    );
    expect(json.output?.catalog_database_names?.value).toHaveProperty("orders");
    expect(json.output?.catalog_database_names?.value).not.toHaveProperty("models");
    expect(json.output?.zone_bucket_names?.value).toMatchObject({
      orders: "${aws_s3_bucket.zone_processed_orders.id}",
      models: "${aws_s3_bucket.zone_artifacts_models.id}",
    });
  });

  test("encrypts each class of data with its own key", () => {
    const json = ofTier("production");
    const key = (name: string) => `\${data.terraform_remote_state.security.outputs.${name}_key_arn}`;
    expect(at(json, "aws_rds_cluster.database").kms_key_id).toBe(key("database"));
    expect(at(json, "aws_dynamodb_table.table_sessions").server_side_encryption).toMatchObject({
      kms_key_arn: key("database"),
    });
    expect(at(json, "aws_elasticache_replication_group.cache").kms_key_id).toBe(key("database"));
    const keyOf = (bucket: string) =>
      JSON.stringify(at(json, `aws_s3_bucket_server_side_encryption_configuration.${bucket}`).rule);
    for (const zone of ["zone_raw", "zone_processed", "zone_logs", "query_results"]) {
      expect(keyOf(zone)).toContain("outputs.lake_key_arn");
    }
    for (const bucket of ["zone_artifacts", "code"]) expect(keyOf(bucket)).toContain("outputs.artifacts_key_arn");
  });

  test("builds what a region has once only where the environment owns the region", () => {
    const singletons = ["aws_emr_block_public_access_configuration", "aws_glue_data_catalog_encryption_settings"];
    const owner = ofTier("sandbox");
    const owns = { account: false, region: false };
    const guest = data(environmentOf("sandbox", { data: dataOf("sandbox"), owns }))("test");
    for (const type of singletons) {
      expect(owner.resource).toHaveProperty(type);
      expect(guest.resource).not.toHaveProperty(type);
    }
  });

  test("has a Hadoop cluster where the environment asks for one", () => {
    const cluster = { maxUnits: 32, idleMinutes: 60, certificates: "emr/certificates.zip" };
    const { spark } = dataDefaults.sandbox;
    const json = data(environmentOf("sandbox", { data: dataOf("sandbox", { spark: { ...spark, cluster } }) }))("test");
    expect(at(json, "aws_emr_managed_scaling_policy.hadoop_scaling").compute_limits).toMatchObject([
      { maximum_capacity_units: 32 },
    ]);
    expect(ofTier("sandbox").resource).not.toHaveProperty("aws_emr_cluster");
  });

  test("runs the very script of the repository, uploaded anew when it changes", () => {
    const json = ofTier("sandbox");
    expect(at(json, "aws_s3_object.etl_script")).toMatchObject({
      source: "${path.module}/assets/raw_to_processed.py",
      source_hash: expect.stringMatching(/^[\w+/]{43}=$/),
      depends_on: ["aws_s3_bucket_versioning.code"],
    });
    expect(at(json, "aws_glue_job.etl").command).toMatchObject({
      script_location: "s3://${aws_s3_object.etl_script.bucket}/${aws_s3_object.etl_script.key}",
    });
  });

  test("has the table that the script writes, and what finds its partitions", () => {
    const json = ofTier("sandbox");
    const table = at(json, "aws_glue_catalog_table.events") as {
      storage_descriptor: { columns: { name: string; type: string }[] };
      partition_keys: { name: string; type: string }[];
    };
    const columns = [...table.storage_descriptor.columns, ...table.partition_keys];
    const script = readFileSync(join(projectRoot(), "jobs", "raw_to_processed.py"), "utf8");
    const declared = /^TABLE = \(([^)]*)\)/m.exec(script)?.[1] ?? expect.fail("no TABLE");
    const written = [...declared.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join("");
    expect(columns.map(({ name, type }) => `${name} ${type}`).join(", ")).toBe(written);
    expect(at(json, "aws_glue_crawler.crawler_processed").catalog_target).toEqual([
      {
        database_name: "${aws_glue_catalog_table.events.database_name}",
        tables: ["${aws_glue_catalog_table.events.name}"],
      },
    ]);
  });

  test("encrypts the catalog before it holds anything", () => {
    expect(at(ofTier("sandbox"), "aws_glue_catalog_database.catalog_processed").depends_on).toEqual([
      "aws_glue_data_catalog_encryption_settings.catalog",
    ]);
  });

  test("reads files of the last days, so that what expired in the processed zone does not come back", () => {
    const job = at(ofTier("production"), "aws_glue_job.etl");
    expect(job.default_arguments).toMatchObject({ "--lookback-days": "7" });
  });

  test("crawls the raw zone every night, and the processed zone after each run of the job", () => {
    const json = ofTier("sandbox");
    expect(at(json, "aws_glue_crawler.crawler_raw").schedule).toBe("cron(30 1 * * ? *)");
    expect(at(json, "aws_glue_crawler.crawler_processed")).not.toHaveProperty("schedule");
    expect(at(json, "aws_glue_trigger.processing_crawl").actions).toEqual([
      { crawler_name: "${aws_glue_crawler.crawler_processed.name}" },
    ]);
  });
});

describe("the users of the database", () => {
  test("have a secret each, which the proxy knows instead of the administrator's", () => {
    const json = ofTier("nonproduction");
    const arnOf = (user: string) => `\${aws_secretsmanager_secret.database_user_secret_${user}.arn}`;
    expect(at(json, "aws_db_proxy.database_proxy").auth).toMatchObject([
      { secret_arn: arnOf("gateway"), iam_auth: "REQUIRED" },
      { secret_arn: arnOf("reporting"), iam_auth: "REQUIRED" },
    ]);
    expect(json.output?.database_user_secret_arns?.value).toEqual({
      gateway: arnOf("gateway"),
      reporting: arnOf("reporting"),
    });
  });

  test("are made once there is a writer, and anew when they change", () => {
    const invocation = at(ofTier("nonproduction"), "aws_lambda_invocation.database_users");
    expect(invocation).toMatchObject({
      lifecycle_scope: "CREATE_ONLY",
      depends_on: ["aws_rds_cluster_instance.database_1", "aws_rds_cluster_instance.database_2"],
    });
    expect(String(invocation.input)).toContain('"users" = {"gateway" = "write", "reporting" = "read"}');
    expect(String(invocation.input)).toContain('"follows" = false');
    expect(JSON.stringify(invocation)).not.toMatch(/password/i);
  });

  test("of a global database wait for the first password of the administrator", () => {
    expect(at(ofPair("warm-standby")("prod"), "aws_lambda_invocation.database_users").depends_on).toContain(
      "aws_secretsmanager_secret_rotation.database_master_user_secret",
    );
  });

  test("leave the proxy with the administrator where there are none", () => {
    const { relational } = dataDefaults.sandbox;
    const json = data(environmentOf("sandbox", { data: dataOf("sandbox", { relational }) }))("test");
    expect(at(json, "aws_db_proxy.database_proxy").auth).toMatchObject([
      { secret_arn: "${aws_rds_cluster.database.master_user_secret[0].secret_arn}" },
    ]);
    expect(json.resource).not.toHaveProperty("aws_lambda_invocation");
  });

  test("who read do so from readers, where there are any", () => {
    const hostOf = (tier: Tier) => ofTier(tier).output?.database_proxy_read_endpoint?.value;
    expect(hostOf("nonproduction")).toBe("${aws_db_proxy_endpoint.database_proxy_read.endpoint}");
    expect(at(ofTier("nonproduction"), "aws_db_proxy_endpoint.database_proxy_read").target_role).toBe("READ_ONLY");
    expect(hostOf("sandbox")).toBe("${aws_db_proxy.database_proxy.endpoint}");
  });
});

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

  /** What stands for a class of data in the JSON of the follower. */
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
        expect(type in (json.resource ?? {}), `${strategy} ${of}`).toBe(achieved !== undefined);
      }
    },
  );
});
