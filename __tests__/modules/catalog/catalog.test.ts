import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CatalogDatabase } from "../../../modules/catalog/catalog-database";
import { CatalogEncryption } from "../../../modules/catalog/catalog-encryption";
import { DataQualityRuleset } from "../../../modules/catalog/data-quality-ruleset";
import { EtlWorkflow } from "../../../modules/catalog/etl-workflow";
import { EventSchema } from "../../../modules/catalog/event-schema";
import { projectRoot } from "../../../platform/root";
import { testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { crawlerIn, jobIn, lakeKey, logsKey, prefixOf, securityOf, tableIn } from "./support";

test("a database has a name that Athena takes without quotes, and a home", () => {
  const json = probe((stack) => {
    new CatalogDatabase(stack, "raw", {
      site: testSite(stack),
      purpose: "raw",
      description: "Events as they came.",
      location: "s3://strata-test-lake-raw/",
    });
  });
  expect(typesOf(json)).toEqual({ aws_glue_catalog_database: 1 });
  expect(at(json, "aws_glue_catalog_database.raw")).toMatchObject({
    name: "strata_test_raw",
    location_uri: "s3://strata-test-lake-raw/",
  });
});

test("the security configuration encrypts objects, bookmarks and logs, each with its key", () => {
  const json = probe(securityOf);
  expect(typesOf(json)).toEqual({ aws_glue_security_configuration: 1 });
  expect(at(json, "aws_glue_security_configuration.lake").encryption_configuration).toEqual({
    cloudwatch_encryption: { cloudwatch_encryption_mode: "SSE-KMS", kms_key_arn: logsKey },
    job_bookmarks_encryption: { job_bookmarks_encryption_mode: "CSE-KMS", kms_key_arn: lakeKey },
    s3_encryption: { s3_encryption_mode: "SSE-KMS", kms_key_arn: lakeKey },
  });
});

test("the catalog encrypts itself and the passwords of connections", () => {
  const json = probe((stack) => {
    new CatalogEncryption(stack, "catalog", { kmsKeyArn: lakeKey });
  });
  expect(typesOf(json)).toEqual({ aws_glue_data_catalog_encryption_settings: 1 });
  const settings = at(json, "aws_glue_data_catalog_encryption_settings.catalog");
  expect(settings.data_catalog_encryption_settings).toEqual({
    encryption_at_rest: { catalog_encryption_mode: "SSE-KMS", sse_aws_kms_key_id: lakeKey },
    connection_password_encryption: { return_connection_password_encrypted: true, aws_kms_key_id: lakeKey },
  });
});

test("registers the event schema of the job's file, and keeps it readable", () => {
  const definition = readFileSync(join(projectRoot(), "jobs", "event.schema.json"), "utf8");
  const json = probe((stack) => {
    new EventSchema(stack, "events", {
      site: testSite(stack),
      purpose: "events",
      schemaName: "event",
      description: "The envelope of every event.",
      definition,
    });
  });
  expect(typesOf(json)).toEqual({ aws_glue_registry: 1, aws_glue_schema: 1 });
  const schema = at(json, "aws_glue_schema.events");
  expect(schema).toMatchObject({
    registry_arn: "${aws_glue_registry.events.arn}",
    data_format: "JSON",
    compatibility: "BACKWARD_ALL",
  });
  expect(schema.schema_definition).toBe(definition);
});

test("a data-quality ruleset is a list of rules in DQDL about a table", () => {
  const json = probe((stack) => {
    new DataQualityRuleset(stack, "events", {
      site: testSite(stack),
      purpose: "events",
      description: "Events that can be trusted.",
      rules: ['IsComplete "event_id"', 'IsUnique "event_id"'],
      table: tableIn(stack),
    });
  });
  expect(typesOf(json)).toEqual({ aws_glue_catalog_table: 1, aws_glue_data_quality_ruleset: 1 });
  expect(at(json, "aws_glue_data_quality_ruleset.events")).toMatchObject({
    ruleset: 'Rules = [\n  IsComplete "event_id",\n  IsUnique "event_id"\n]',
    target_table: { database_name: "${aws_glue_catalog_table.orders.database_name}" },
  });
});

test("a table of Parquet files has their location, and leaves statistics to crawlers", () => {
  const json = probe(tableIn);
  expect(typesOf(json)).toEqual({ aws_glue_catalog_table: 1 });
  expect(at(json, "aws_glue_catalog_table.orders")).toMatchObject({
    name: "orders",
    database_name: "strata_test_processed",
    table_type: "EXTERNAL_TABLE",
    parameters: { classification: "parquet" },
    partition_keys: [{ name: "day", type: "date", comment: "The day." }],
    storage_descriptor: {
      location: "s3://strata-test-lake-processed/orders/",
      columns: [{ name: "id", type: "string", comment: "The order." }],
      ser_de_info: { serialization_library: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" },
    },
    lifecycle: { ignore_changes: ["parameters", "storage_descriptor[0].parameters"] },
  });
});

describe("a crawler", () => {
  const synth = () => probe(crawlerIn);

  test("holds exactly these resources", () => {
    expect(typesOf(synth())).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_glue_crawler: 1,
      aws_glue_security_configuration: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
    });
  });

  test("makes one table of all that it finds, whenever the first files come", () => {
    const crawler = at(synth(), "aws_glue_crawler.processed");
    expect(crawler).toMatchObject({
      name: "strata-test-processed",
      s3_target: [{ path: "s3://strata-test-lake-processed/events/", sample_size: 10 }],
      security_configuration: "${aws_glue_security_configuration.lake.name}",
      recrawl_policy: { recrawl_behavior: "CRAWL_EVERYTHING" },
      schema_change_policy: { delete_behavior: "LOG", update_behavior: "LOG" },
      lineage_configuration: { crawler_lineage_settings: "DISABLE" },
    });
    expect(crawler).not.toHaveProperty("schedule");
    expect(JSON.parse(String(crawler.configuration)).Grouping).toEqual({
      TableGroupingPolicy: "CombineCompatibleSchemas",
      TableLevelConfiguration: 2,
    });
  });

  test("finds the table of a deeper prefix at its level, and keeps its schedule", () => {
    const deeper = probe((stack) => {
      const data = { ...prefixOf("raw", "events/shop/"), zone: "raw", kmsKeyArn: lakeKey };
      crawlerIn(stack, { data, schedule: "cron(0 3 * * ? *)" });
    });
    const crawler = at(deeper, "aws_glue_crawler.processed");
    expect(JSON.parse(String(crawler.configuration)).Grouping.TableLevelConfiguration).toBe(3);
    expect(crawler.schedule).toBe("cron(0 3 * * ? *)");
  });

  test("gives partitions to a table that is there, and may change no other", () => {
    const json = probe((stack) => {
      crawlerIn(stack, { tableName: "orders" });
    });
    const crawler = at(json, "aws_glue_crawler.processed");
    expect(crawler).toMatchObject({
      catalog_target: [{ database_name: "strata_test_processed", tables: ["orders"] }],
      schema_change_policy: { delete_behavior: "LOG", update_behavior: "LOG" },
    });
    expect(crawler).not.toHaveProperty("s3_target");
    expect(JSON.parse(String(crawler.configuration)).Grouping).toEqual({
      TableGroupingPolicy: "CombineCompatibleSchemas",
    });
    const { KeepTables } = statementsOf(at(json, "aws_iam_role_policy.processed_role").policy);
    expect(KeepTables?.Action).not.toContain("glue:CreateTable");
    expect(KeepTables?.Resource).toContain("arn:aws:glue:us-east-1:111122223333:table/strata_test_processed/orders");
  });

  test("logs to the group that Glue would make, encrypted and with an end", () => {
    expect(at(synth(), "aws_cloudwatch_log_group.processed")).toMatchObject({
      name: "/aws-glue/crawlers-role/strata-test-crawler-processed-strata-test-lake",
      kms_key_id: logsKey,
      retention_in_days: 400,
    });
  });

  test("reads its prefix and keeps the tables of its database, no others", () => {
    const statements = statementsOf(at(synth(), "aws_iam_role_policy.processed_role").policy);
    expect(statements.ReadData?.Resource).toBe("arn:aws:s3:::strata-test-lake-processed/events/*");
    expect(statements.KeepTables?.Resource).toEqual([
      "arn:aws:glue:us-east-1:111122223333:catalog",
      "arn:aws:glue:us-east-1:111122223333:database/strata_test_processed",
      "arn:aws:glue:us-east-1:111122223333:table/strata_test_processed/*",
    ]);
    expect([statements.KeepTables?.Action].flat().filter((action) => /Delete/.test(String(action)))).toEqual([]);
    expect(statements.UseKey?.Condition).toEqual({
      StringEquals: { "kms:ViaService": ["glue.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"] },
    });
  });
});

describe("the workflow", () => {
  const synth = (enabled?: boolean) =>
    probe((stack) => {
      const security = securityOf(stack);
      const { jobName } = jobIn(stack, { security });
      const { crawlerName } = crawlerIn(stack, { security });
      const schedule = "cron(0 2 * * ? *)";
      new EtlWorkflow(stack, "nightly", { site: testSite(stack), jobName, crawlerName, schedule, enabled });
    });

  test("starts the job on its schedule, and the crawler when the job has succeeded", () => {
    const json = synth();
    expect(typesOf(json)).toMatchObject({ aws_glue_workflow: 1, aws_glue_trigger: 2 });
    expect(at(json, "aws_glue_trigger.nightly_start")).toMatchObject({
      type: "SCHEDULED",
      schedule: "cron(0 2 * * ? *)",
      enabled: true,
      workflow_name: "${aws_glue_workflow.nightly.name}",
      actions: [{ job_name: "${aws_glue_job.etl.name}" }],
    });
    expect(at(json, "aws_glue_trigger.nightly_crawl")).toMatchObject({
      type: "CONDITIONAL",
      workflow_name: "${aws_glue_workflow.nightly.name}",
      predicate: { conditions: [{ job_name: "${aws_glue_job.etl.name}", state: "SUCCEEDED" }] },
      actions: [{ crawler_name: "${aws_glue_crawler.processed.name}" }],
    });
  });

  test("can be disabled until you start it by hand", () => {
    expect(at(synth(false), "aws_glue_trigger.nightly_start")).toMatchObject({
      enabled: false,
      lifecycle: { ignore_changes: ["enabled"] },
    });
    expect(at(synth(false), "aws_glue_trigger.nightly_crawl").enabled).toBe(true);
    expect(at(synth(), "aws_glue_trigger.nightly_start")).not.toHaveProperty("lifecycle");
  });
});
