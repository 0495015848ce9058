import { Fn } from "cdktf";
import { Table } from "../../modules/tables/table";
import { TableReplica } from "../../modules/tables/table-replica";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { DataFoundation } from "./foundation";

export interface Tables {
  readonly names: Readonly<Record<string, string>>;
  readonly arns: Readonly<Record<string, string>>;
  readonly streamArns: Readonly<Record<string, string>>;
}

/**
 * The DynamoDB tables of the environment file, or in a recovery environment replicas of the primary's. None where the
 * strategy keeps no copy.
 */
export function buildTables(stack: LayerStack<DataEnvironment>, foundation: DataFoundation): Tables {
  const { site, environment, security, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return { names: {}, arns: {}, streamArns: {} };

  const { tables: declared, tableBilling } = environment.data;
  const tables = Object.entries(declared).map(([name, { billing = tableBilling, ttlAttribute, ...schema }]) => {
    const id = `table-${name}`;
    const common = { site, schema, billing, kmsKeyArn: security.databaseKeyArn };
    if (!upstream) {
      return { name, table: new Table(stack, id, { ...common, purpose: name, ttlAttribute }) };
    }
    const tableName = Fn.lookup(upstream.data.tableNames, name);
    const primary = { arn: Fn.lookup(upstream.data.tableArns, name), tableName };
    const { arn } = new TableReplica(stack, id, { ...common, primary });
    return { name, table: { arn, tableName, streamArn: undefined } };
  });
  return {
    names: Object.fromEntries(tables.map(({ name, table }) => [name, table.tableName])),
    arns: Object.fromEntries(tables.map(({ name, table }) => [name, table.arn])),
    streamArns: Object.fromEntries(
      tables.flatMap(({ name, table }) => (table.streamArn === undefined ? [] : [[name, table.streamArn]])),
    ),
  };
}
