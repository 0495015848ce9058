import { z } from "zod";
import { plainName } from "../../platform/plain-name";

const attribute = z
  .string()
  .regex(
    /^[A-Za-z_][\w.-]{0,254}$/,
    "an attribute name: a letter or _ first, then letters, digits, _ . or -; 255 in all",
  );

/** Units one table takes of the quota of a region (DynamoDB developer guide, "Quotas"). */
const units = z.int().min(1).max(40_000);

const range = (what: string) =>
  z
    .strictObject({
      min: units.describe("Least capacity, in units. 1 to 40000."),
      max: units.describe("Most capacity, in units. At least min. 1 to 40000."),
    })
    .describe(`${what} capacity that autoscaling moves within.`);

const onDemand = z.strictObject({ mode: z.literal("on-demand") });

const provisioned = z.strictObject({
  mode: z.literal("provisioned"),
  read: range("Read"),
  write: range("Write"),
  targetPercent: z
    .int()
    .min(20)
    .max(90)
    .describe("Share of the capacity in use that autoscaling aims at, in percent. 20 to 90 (DynamoDB autoscaling)."),
  changesIndexes: z
    .boolean()
    .optional()
    .describe("True for the one apply that changes indexes; their capacity starts over then. False when absent."),
});

export const billingConfig = z.discriminatedUnion("mode", [onDemand, provisioned]);

const keys = {
  hashKey: attribute.describe("Attribute of the partition key. A change replaces the table, or the index."),
  rangeKey: attribute
    .optional()
    .describe("Attribute of the sort key. None when absent. A change replaces the table, or the index."),
};

const index = z.strictObject({
  ...keys,
  projection: z.enum(["ALL", "KEYS_ONLY"]).describe("What the index holds of each item."),
});

const indexName = z.string().regex(/^[\w.-]{3,255}$/, "3 to 255 letters, digits, _ . or -");

/** A DynamoDB table as an environment file declares it. */
export const tableConfig = z.strictObject({
  ...keys,
  attributes: z
    .record(attribute, z.enum(["S", "N", "B"]))
    .describe("Type of every attribute that is part of a key, and of no other: S (string), N (number), B (binary)."),
  indexes: z.record(indexName, index).default({}).describe("Global secondary indexes by name. None when absent."),
  ttlAttribute: attribute.optional().describe("Attribute with the time an item expires, in epoch seconds."),
  billing: billingConfig.optional().describe("Billing mode. data.tableBilling when absent."),
});

const tableName = plainName(2, 61);

/** Whether a table can be called so. */
export function isTableName(name: string): boolean {
  return tableName.safeParse(name).success;
}

/** Whether an index can be called so. */
export function isIndexName(name: string): boolean {
  return indexName.safeParse(name).success;
}

/** The tables of an environment, by what they hold. */
export const tablesConfig = z
  .record(tableName, tableConfig)
  .describe("DynamoDB tables by name. Point-in-time recovery, encryption and protection come with each.");

export type TableConfig = z.infer<typeof tableConfig>;
