import { Fn } from "cdktf";
import { Table } from "../../modules/tables/table";
import { TableReplica } from "../../modules/tables/table-replica";
import type { LayerStack } from "../../platform/layer-stack";
import type { DataEnvironment } from "./config";
import type { Foundation } from "./foundation";

export interface Tables {
  readonly names: Readonly<Record<string, string>>;
  readonly arns: Readonly<Record<string, string>>;
  readonly streamArns: Readonly<Record<string, string>>;
}

/**
 * The DynamoDB tables of the environment file, or in a recovery environment replicas of the primary's. None where the
 * strategy keeps no copy.
 */
export function buildTables(stack: LayerStack<DataEnvironment>, foundation: Foundation): Tables {
  const { data, deletionProtection } = stack.environment;
  const { names, security, upstream, backupPlan } = foundation;
  const kmsKeyArn = security.databaseKeyArn;
  const settings = Object.entries(data.tables).map(([name, { billing, ttlAttribute, ...schema }]) => ({
    name,
    schema,
    ttlAttribute,
    billing: billing ?? data.tableBilling,
  }));
  if (upstream?.strategy === "backup-restore") return { names: {}, arns: {}, streamArns: {} };
  if (upstream) {
    const replicas = settings.map(({ name, schema, billing }) => {
      const tableName = Fn.lookup(upstream.data.tableNames, name);
      const primary = { arn: Fn.lookup(upstream.data.tableArns, name), tableName };
      const id = `table-${name}`;
      const common = { kmsKeyArn, deletionProtection, backupPlan };
      const { arn } = new TableReplica(stack, id, { primary, schema, billing, ...common });
      return { name, arn, tableName };
    });
    return {
      names: Object.fromEntries(replicas.map(({ name, tableName }) => [name, tableName])),
      arns: Object.fromEntries(replicas.map(({ name, arn }) => [name, arn])),
      streamArns: {},
    };
  }
  const tables = settings.map(({ name, ...table }) => ({
    name,
    table: new Table(stack, `table-${name}`, {
      ...table,
      name: names.of("dynamodb-table", name),
      kmsKeyArn,
      deletionProtection,
      backupPlan,
    }),
  }));
  return {
    names: Object.fromEntries(tables.map(({ name, table }) => [name, table.tableName])),
    arns: Object.fromEntries(tables.map(({ name, table }) => [name, table.arn])),
    streamArns: Object.fromEntries(tables.map(({ name, table }) => [name, table.streamArn])),
  };
}
