/** An index over all partitions of a table, a "global secondary index" in DynamoDB's words. */
export interface TableIndex {
  readonly hashKey: string;
  readonly rangeKey?: string;
  /** What an item in the index holds: all attributes, or the keys of table and index. */
  readonly projection: "ALL" | "KEYS_ONLY";
}

/** Keys and indexes of a table. */
export interface TableSchema {
  readonly hashKey: string;
  readonly rangeKey?: string;
  /** Types of the attributes that are keys of the table or of an index, and of no others: string, number, binary. */
  readonly attributes: Readonly<Record<string, "S" | "N" | "B">>;
  /** By name, 3 to 255 characters. @default none */
  readonly indexes?: Readonly<Record<string, TableIndex>>;
}

/** Capacity units between which autoscaling moves, at least 1. */
export interface CapacityRange {
  readonly min: number;
  readonly max: number;
}

/** Capacity that is provisioned, and follows the load. */
export interface ProvisionedBilling {
  readonly mode: "provisioned";
  /** Read capacity of the table, and of each index. */
  readonly read: CapacityRange;
  /** Write capacity of the table, and of each index. */
  readonly write: CapacityRange;
  /** How much of the provisioned capacity is to be in use, 20 to 90 percent. */
  readonly targetPercent: number;
  /**
   * For the one apply that changes the indexes, or that turns an on-demand table with indexes into a provisioned one:
   * the capacity of the indexes starts over at its minimum then. @default false
   */
  readonly changesIndexes?: boolean;
}

/** How the capacity of a table is paid for. */
export type TableBilling = { readonly mode: "on-demand" } | ProvisionedBilling;

/** Name and shape of each index, sorted by name. */
export function indexesOf({ indexes = {} }: TableSchema): [name: string, index: TableIndex][] {
  return Object.entries(indexes).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @throws Error when a key has no type, or an attribute with a type is no key: DynamoDB accepts neither */
export function assertSchema(table: string, schema: TableSchema): void {
  const keys = [schema, ...Object.values(schema.indexes ?? {})].flatMap(({ hashKey, rangeKey }) =>
    rangeKey === undefined ? [hashKey] : [hashKey, rangeKey],
  );
  const typed = Object.keys(schema.attributes);
  const untyped = keys.filter((key) => !typed.includes(key));
  const unused = typed.filter((attribute) => !keys.includes(attribute));
  if (untyped.length > 0) {
    throw new Error(`Table ${table} has keys without a type: ${untyped.join(", ")}. Add them to its attributes.`);
  }
  if (unused.length > 0) {
    throw new Error(
      `Table ${table} gives types to attributes that are no keys: ${unused.join(", ")}. Remove them; DynamoDB takes any other attribute as it comes.`,
    );
  }
}
