import { describe, expect, test } from "vitest";
import { prefixOf } from "../../../modules/catalog/lake-prefix";
import { FeatureGroup, type OnlineStore } from "../../../modules/feature-store/feature-group";
import { readFeatures, restoreFeatures, writeFeatures } from "../../../modules/feature-store/grants";
import { featureGroupArn } from "../../../modules/feature-store/names";
import { grants, through } from "../../support/grants";
import { testKey, testLocation, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const bucket = "arn:aws:s3:::strata-test-lake-processed";

const group = (online?: OnlineStore) =>
  probe((stack) => {
    new FeatureGroup(stack, "features-customer", {
      site: testSite(stack),
      group: {
        purpose: "customer",
        description: "What a customer did.",
        recordId: "customer_id",
        eventTime: "computed_at",
        classification: "confidential",
        features: [
          { name: "customer_id", type: "text", description: "Which customer." },
          { name: "computed_at", type: "text", description: "When." },
          { name: "orders_30d", type: "integer", description: "Orders." },
          { name: "spend_30d", type: "number", description: "Payments." },
        ],
      },
      online,
      offline: {
        data: prefixOf({ bucketName: "strata-test-lake-processed", arn: bucket }, "features/"),
        kmsKeyArn: testKey("lake"),
        databaseName: "strata_test_lake_processed",
      },
    });
  });

describe("a feature group", () => {
  test("has its features with the types of Feature Store, and both stores under a key", () => {
    const json = group({ ttlDays: 30, kmsKeyArn: testKey("lake") });
    expect(typesOf(json)).toEqual({
      aws_glue_catalog_table: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_sagemaker_feature_group: 1,
    });
    expect(at(json, "aws_sagemaker_feature_group.features_customer")).toMatchObject({
      feature_group_name: "strata-test-customer",
      record_identifier_feature_name: "customer_id",
      event_time_feature_name: "computed_at",
      feature_definition: [
        { feature_name: "customer_id", feature_type: "String" },
        { feature_name: "computed_at", feature_type: "String" },
        { feature_name: "orders_30d", feature_type: "Integral" },
        { feature_name: "spend_30d", feature_type: "Fractional" },
      ],
      online_store_config: {
        enable_online_store: true,
        security_config: { kms_key_id: testKey("lake") },
        ttl_duration: { unit: "Days", value: 30 },
      },
      offline_store_config: {
        s3_storage_config: { s3_uri: "s3://strata-test-lake-processed/features", kms_key_id: testKey("lake") },
      },
      lifecycle: { ignore_changes: ["feature_definition", "description"] },
    });
  });

  test("has no online store unless asked for one", () => {
    expect(at(group(), "aws_sagemaker_feature_group.features_customer")).not.toHaveProperty("online_store_config");
  });

  test("has a table of its history, where Feature Store puts the files", () => {
    const json = group();
    const table = at(json, "aws_glue_catalog_table.features_customer_history");
    const { offline_store_config: offline } = at(json, "aws_sagemaker_feature_group.features_customer") as {
      offline_store_config: { data_catalog_config: object };
    };
    expect(offline.data_catalog_config).toMatchObject({ database: table.database_name, table_name: table.name });
    expect(table.storage_descriptor).toMatchObject({
      location:
        "${aws_sagemaker_feature_group.features_customer.offline_store_config[0].s3_storage_config[0].resolved_output_s3_uri}",
      columns: expect.arrayContaining([
        expect.objectContaining({ name: "orders_30d", type: "bigint" }),
        expect.objectContaining({ name: "spend_30d", type: "double" }),
        expect.objectContaining({ name: "is_deleted", type: "boolean" }),
      ]),
    });
  });

  test("writes to its folder of the lake, through a role that the zone knows", () => {
    const json = group();
    expect(at(json, "aws_iam_role.features_customer").name).toBe("strata-test-sagemaker-features-customer");
    const statements = statementsOf(at(json, "aws_iam_role_policy.features_customer_role").policy);
    expect(statements.PutFeatures?.Resource).toBe(`${bucket}/features/*`);
  });
});

test("who reads features does not write them, who writes deletes none, and who restores reads none", async () => {
  const arn = featureGroupArn(testLocation, "customer");
  const access = { arn, kmsKeyArn: testKey("lake"), region: "us-east-1" };
  const may = (grant: typeof readFeatures, action: string, resource = arn, context = {}) =>
    grants(grant("Customer", access), { action, resource, context });
  expect(await may(readFeatures, "sagemaker:GetRecord")).toBe(true);
  expect(await may(readFeatures, "sagemaker:PutRecord")).toBe(false);
  expect(await may(writeFeatures, "sagemaker:PutRecord")).toBe(true);
  expect(await may(writeFeatures, "sagemaker:DeleteRecord")).toBe(false);
  expect(await may(writeFeatures, "sagemaker:PutRecord", featureGroupArn(testLocation, "other"))).toBe(false);
  expect(await may(restoreFeatures, "sagemaker:DeleteRecord")).toBe(true);
  expect(await may(restoreFeatures, "sagemaker:GetRecord")).toBe(false);
  expect(await may(restoreFeatures, "sagemaker:DeleteRecord", featureGroupArn(testLocation, "other"))).toBe(false);
  expect(await may(readFeatures, "kms:Decrypt", testKey("lake"), through("sagemaker"))).toBe(true);
  expect(await may(readFeatures, "kms:Decrypt", testKey("lake"), through("s3"))).toBe(false);
});
