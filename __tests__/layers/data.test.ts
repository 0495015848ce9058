import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dataDefaults } from "../../layers/data/config";
import { dataOutputs } from "../../layers/data/outputs";
import { outputName } from "../../platform/contract";
import type { Tier } from "../../platform/environment";
import { projectRoot } from "../../platform/root";
import { environmentOf } from "../support/environment";
import { at, typesOf } from "../support/synthesis";
import { data, dataOf, ofPair, ofTier, tables } from "./data-stacks";

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
    const cluster = { maxUnits: 32, idleMinutes: 60, egress: "nat" as const, certificates: "emr/certificates.zip" };
    const { spark } = dataDefaults.sandbox;
    const json = data(environmentOf("sandbox", { data: dataOf("sandbox", { spark: { ...spark, cluster } }) }))("test");
    expect(at(json, "aws_emr_managed_scaling_policy.hadoop_scaling").compute_limits).toMatchObject([
      { maximum_capacity_units: 32 },
    ]);
    // What scales and ends it reports to an API that the data tier does not reach.
    const { subnet_ids } = at(json, "aws_emr_cluster.hadoop").ec2_attributes as { subnet_ids: readonly string[] };
    for (const id of subnet_ids) expect(id).toContain("network.outputs.application_subnet_ids");
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
    expect(String(invocation.input)).toContain(
      '"users" = {"gateway" = {"level" = "write", "reads" = []}, "reporting" = {"level" = "read", "reads" = ["gateway"]}}',
    );
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
