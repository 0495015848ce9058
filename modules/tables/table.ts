import { DynamodbTable, type DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import type { TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { CapacityScaling } from "./capacity-scaling";
import { ContributorInsights } from "./contributor-insights";
import { assertSchema, indexesOf, type TableBilling, type TableSchema } from "./schema";

export interface TableProps {
  readonly site: Site;
  /** What the table holds, as in "sessions"; part of its name. */
  readonly purpose: string;
  readonly schema: TableSchema;
  /** Attribute that holds the second, since 1970, at which an item expires. @default items stay */
  readonly ttlAttribute?: string;
  readonly billing: TableBilling;
  readonly kmsKeyArn: string;
}

/** Days that point-in-time recovery reaches back, the most DynamoDB offers. */
const recoveryDays = 35;

/**
 * A DynamoDB table that can be restored to any second of the last 35 days.
 *
 * Its stream always carries both images of an item: a replica needs exactly that, it costs nothing until it is read
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html), and so a region can be added to a table, and
 * removed, without a change here. Replicas belong to the side that recovers (TableReplica). That side is destroyed
 * first: the provider would delete the replicas along with this table.
 */
export class Table extends Construct {
  readonly arn: string;
  readonly tableName: string;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const { site, purpose, schema, ttlAttribute, billing } = props;
    const name = site.names.of("dynamodb-table", purpose);
    assertSchema(name, schema);
    const table = new DynamodbTable(this, "table", {
      name,
      hashKey: schema.hashKey,
      rangeKey: schema.rangeKey,
      attribute: Object.entries(schema.attributes).map(([attribute, type]) => ({ name: attribute, type })),
      ...capacityOf(schema, billing),
      ttl: ttlAttribute === undefined ? undefined : { enabled: true, attributeName: ttlAttribute },
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      pointInTimeRecovery: { enabled: true, recoveryPeriodInDays: recoveryDays },
      serverSideEncryption: { enabled: true, kmsKeyArn: props.kmsKeyArn },
      deletionProtectionEnabled: site.deletionProtection,
      tags: { backup: site.backupPlan },
      lifecycle: lifecycleOf(schema, billing),
    });
    this.arn = table.arn;
    this.tableName = table.name;
    this.streamArn = table.streamArn;

    new ContributorInsights(this, "insights", { tableName: table.name, schema });
    if (billing.mode === "provisioned") {
      new CapacityScaling(this, "scaling", { tableName: table.name, schema, billing, scales: ["read", "write"] });
    }
  }
}

/** Billing mode, and the capacity that table and indexes start with. */
function capacityOf(
  schema: TableSchema,
  billing: TableBilling,
): Pick<DynamodbTableConfig, "billingMode" | "readCapacity" | "writeCapacity" | "globalSecondaryIndex"> {
  const start =
    billing.mode === "provisioned" ? { readCapacity: billing.read.min, writeCapacity: billing.write.min } : {};
  return {
    billingMode: billing.mode === "provisioned" ? "PROVISIONED" : "PAY_PER_REQUEST",
    ...start,
    globalSecondaryIndex: indexesOf(schema).map(([name, { hashKey, rangeKey, projection }]) => ({
      name,
      hashKey,
      rangeKey,
      projectionType: projection,
      ...start,
    })),
  };
}

/** What others than this resource change: replicas their own side, capacity the autoscaling. */
function lifecycleOf(schema: TableSchema, billing: TableBilling): TerraformResourceLifecycle {
  if (billing.mode === "on-demand") return { ignoreChanges: ["replica"] };
  const ignoreChanges = ["replica", "read_capacity", "write_capacity"];
  if (indexesOf(schema).length === 0 || billing.changesIndexes) return { ignoreChanges };
  // Terraform can ignore the capacity of an index only together with the index; their attributes come and go with them.
  return {
    ignoreChanges: [...ignoreChanges, "attribute", "global_secondary_index"],
    postcondition: [indexesAreAsWritten(schema)],
  };
}

/** Fails the plan in which a change of the indexes would go unnoticed. */
function indexesAreAsWritten(schema: TableSchema) {
  const same = (found: string, written: readonly (readonly (string | undefined)[])[]) =>
    `toset(${found}) == toset(${JSON.stringify(written.map((parts) => parts.filter((part) => part).join(" ")))})`;
  const attributes = same(
    '[for key in self.attribute : join(" ", [key.name, key.type])]',
    Object.entries(schema.attributes),
  );
  const indexes = same(
    '[for index in self.global_secondary_index : join(" ", compact([index.name, index.hash_key, index.range_key, index.projection_type]))]',
    indexesOf(schema).map(([name, { hashKey, rangeKey, projection }]) => [name, hashKey, rangeKey, projection]),
  );
  const withCapacity = "alltrue([for index in self.global_secondary_index : index.read_capacity > 0])";
  return {
    condition: `\${${attributes} && ${indexes} && ${withCapacity}}`,
    errorMessage:
      "The indexes of a provisioned table change in a separate apply, because autoscaling owns their capacity: " +
      "set changesIndexes in the table's billing for that one apply.",
  };
}
