import { describe, expect, test } from "vitest";
import type { ProvisionedBilling, TableSchema } from "../../../modules/tables/schema";
import { Table, type TableProps } from "../../../modules/tables/table";
import { TableReplica, type TableReplicaProps } from "../../../modules/tables/table-replica";
import { testKey, testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

const schema: TableSchema = {
  hashKey: "customer",
  rangeKey: "order",
  attributes: { customer: "S", order: "S", status: "S" },
  indexes: { "by-status": { hashKey: "status", projection: "KEYS_ONLY" } },
};
const provisioned: ProvisionedBilling = {
  mode: "provisioned",
  read: { min: 5, max: 50 },
  write: { min: 2, max: 20 },
  targetPercent: 70,
};
const props: Omit<TableProps, "site"> = {
  purpose: "orders",
  schema,
  ttlAttribute: "expires",
  billing: { mode: "on-demand" },
  kmsKeyArn: testKey("database"),
};
const build = (changes: Partial<TableProps> = {}) =>
  probe((stack) => {
    new Table(stack, "orders", { site: testSite(stack), ...props, ...changes });
  });
const orders = (changes?: Partial<TableProps>) => at(build(changes), "aws_dynamodb_table.orders");

describe("a table", () => {
  test("holds exactly these resources, on demand and provisioned", () => {
    expect(typesOf(build())).toEqual({ aws_dynamodb_contributor_insights: 2, aws_dynamodb_table: 1 });
    expect(typesOf(build({ billing: provisioned }))).toEqual({
      aws_appautoscaling_policy: 4,
      aws_appautoscaling_target: 4,
      aws_dynamodb_contributor_insights: 2,
      aws_dynamodb_table: 1,
    });
  });

  test("is encrypted with the given key, protected, restorable for 35 days and in a backup plan", () => {
    expect(orders()).toMatchObject({
      name: "strata-test-orders",
      billing_mode: "PAY_PER_REQUEST",
      deletion_protection_enabled: true,
      point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
      server_side_encryption: { enabled: true, kms_key_arn: props.kmsKeyArn },
      tags: { backup: "standard" },
      ttl: { attribute_name: "expires", enabled: true },
    });
    expect(orders({ ttlAttribute: undefined })).not.toHaveProperty("ttl");
  });

  test("has the keys and indexes of its schema", () => {
    expect(orders()).toMatchObject({ hash_key: "customer", range_key: "order" });
    expect(orders().attribute).toEqual([
      { name: "customer", type: "S" },
      { name: "order", type: "S" },
      { name: "status", type: "S" },
    ]);
    expect(orders().global_secondary_index).toEqual([
      { name: "by-status", hash_key: "status", projection_type: "KEYS_ONLY" },
    ]);
  });

  test.each([
    [{ ...schema, attributes: { customer: "S", order: "S" } } as const, /without a type: status/],
    [{ ...schema, indexes: {} }, /no keys: status/],
  ])("refuses a schema that DynamoDB would refuse", (wrong, message) => {
    expect(() => build({ schema: wrong })).toThrow(message);
  });

  test("watches the table and each index", () => {
    const json = build();
    const tableName = "${aws_dynamodb_table.orders.name}";
    expect(at(json, "aws_dynamodb_contributor_insights.orders_insights_table").table_name).toBe(tableName);
    expect(at(json, "aws_dynamodb_contributor_insights.orders_insights_by_status_index")).toMatchObject({
      table_name: tableName,
      index_name: "by-status",
    });
  });
});

describe("a table that another region follows", () => {
  test("has the stream that replicas need, and leaves replicas to the side that makes them", () => {
    for (const billing of [props.billing, provisioned]) {
      expect(orders({ billing })).toMatchObject({ stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES" });
      expect(orders({ billing }).lifecycle).toMatchObject({ ignore_changes: expect.arrayContaining(["replica"]) });
    }
  });
});

describe("a provisioned table", () => {
  const ignored = (changes: Partial<TableProps>) =>
    (orders(changes).lifecycle as { ignore_changes: string[] }).ignore_changes;

  test("starts at its least capacity, in table and index", () => {
    const least = { read_capacity: 5, write_capacity: 2 };
    expect(orders({ billing: provisioned })).toMatchObject({
      ...least,
      billing_mode: "PROVISIONED",
      global_secondary_index: [least],
    });
  });

  test("follows the load, table and index, reads and writes", () => {
    const json = build({ billing: provisioned });
    expect(at(json, "aws_appautoscaling_target.orders_scaling_table_write")).toMatchObject({
      resource_id: "table/${aws_dynamodb_table.orders.name}",
      scalable_dimension: "dynamodb:table:WriteCapacityUnits",
      min_capacity: 2,
      max_capacity: 20,
    });
    expect(at(json, "aws_appautoscaling_target.orders_scaling_by_status_index_read")).toMatchObject({
      resource_id: "table/${aws_dynamodb_table.orders.name}/index/by-status",
      scalable_dimension: "dynamodb:index:ReadCapacityUnits",
    });
    expect(at(json, "aws_appautoscaling_policy.orders_scaling_by_status_index_read")).toMatchObject({
      name: "DynamoDBReadCapacityUtilization:table/${aws_dynamodb_table.orders.name}/index/by-status",
      target_tracking_scaling_policy_configuration: {
        target_value: 70,
        predefined_metric_specification: { predefined_metric_type: "DynamoDBReadCapacityUtilization" },
      },
    });
  });

  test("leaves capacity to autoscaling, and fails the plan in which a change of an index would be ignored", () => {
    expect(ignored({ billing: provisioned })).toEqual([
      "replica",
      "read_capacity",
      "write_capacity",
      "attribute",
      "global_secondary_index",
    ]);
    const { postcondition } = orders({ billing: provisioned }).lifecycle as {
      postcondition: { condition: string; error_message: string }[];
    };
    expect(postcondition).toHaveLength(1);
    expect(postcondition[0]?.condition).toContain('toset(["by-status status KEYS_ONLY"])');
    expect(postcondition[0]?.condition).toContain('toset(["customer S","order S","status S"])');
    expect(postcondition[0]?.error_message).toContain("changesIndexes");
  });

  test("lets one apply change its indexes", () => {
    expect(orders({ billing: { ...provisioned, changesIndexes: true } }).lifecycle).toEqual({
      ignore_changes: ["replica", "read_capacity", "write_capacity"],
    });
  });

  test("without indexes ignores its own capacity only", () => {
    const plain: TableSchema = { hashKey: "id", attributes: { id: "S" } };
    expect(ignored({ schema: plain, billing: provisioned })).toEqual(["replica", "read_capacity", "write_capacity"]);
  });
});

describe("a replica", () => {
  const replicaProps: Omit<TableReplicaProps, "site"> = {
    primary: {
      arn: "arn:aws:dynamodb:us-east-1:111122223333:table/strata-prod-orders",
      tableName: "strata-prod-orders",
    },
    schema,
    billing: provisioned,
    kmsKeyArn: testKey("database", "us-west-2"),
  };
  const replica = (changes: Partial<TableReplicaProps> = {}) =>
    probe((stack) => {
      new TableReplica(stack, "orders", { site: testSite(stack), ...replicaProps, ...changes });
    });

  test("is encrypted, protected, restorable and in a backup plan of the same region", () => {
    expect(at(replica(), "aws_dynamodb_table_replica.orders")).toMatchObject({
      global_table_arn: replicaProps.primary.arn,
      kms_key_arn: replicaProps.kmsKeyArn,
      deletion_protection_enabled: true,
      point_in_time_recovery: true,
      tags: { backup: "standard" },
    });
  });

  test("scales its reads; writes scale once for all regions", () => {
    expect(typesOf(replica())).toEqual({
      aws_appautoscaling_policy: 2,
      aws_appautoscaling_target: 2,
      aws_dynamodb_contributor_insights: 2,
      aws_dynamodb_table_replica: 1,
    });
    expect(JSON.stringify(replica())).not.toContain("WriteCapacity");
    expect(typesOf(replica({ billing: { mode: "on-demand" } }))).toEqual({
      aws_dynamodb_contributor_insights: 2,
      aws_dynamodb_table_replica: 1,
    });
  });

  test("exists before anything that names the table in this region", () => {
    const json = replica();
    const depends_on = ["aws_dynamodb_table_replica.orders"];
    for (const address of [
      "aws_dynamodb_contributor_insights.orders_insights_table",
      "aws_dynamodb_contributor_insights.orders_insights_by_status_index",
      "aws_appautoscaling_target.orders_scaling_table_read",
      "aws_appautoscaling_target.orders_scaling_by_status_index_read",
    ]) {
      expect(at(json, address)).toMatchObject({ depends_on });
    }
  });
});
