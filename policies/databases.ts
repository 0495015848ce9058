import type { Resource } from "../synthesized/linked-stack";
import { isExpression } from "../synthesized/reference";
import type { Block } from "../synthesized/stack";
import { targetsOf, valuesAt } from "./platform";

/** Where a database names its parameters. */
export const parameterGroups = [
  { type: "aws_db_instance", attribute: "parameter_group_name" },
  { type: "aws_rds_cluster", attribute: "db_cluster_parameter_group_name" },
] as const;

/** Whether a database sets a parameter to one of the values, in a parameter group of the platform. */
export function setsParameter({ stack, type, block }: Resource, parameter: string, values: RegExp): boolean {
  const named = parameterGroups.filter((group) => group.type === type).map(({ attribute }) => block[attribute]);
  const parameters = targetsOf(stack, named).flatMap((group) => valuesAt(group.block, "parameter")) as Block[];
  return parameters.some(({ name, value }) => name === parameter && values.test(String(value)));
}

/** The engine of a database, or of what it takes its engine from; undefined where neither says it in letters. */
export function engineOf({ stack, block }: Resource): string | undefined {
  const { engine, replicate_source_db, source_db_cluster_identifier } = block;
  if (typeof engine === "string" && !isExpression(engine)) return engine;
  const [source] = targetsOf(stack, engine ?? replicate_source_db ?? source_db_cluster_identifier);
  return source && engineOf(source);
}

/** Whether a database may have one of the engines. One that cannot be read before the apply may be any. */
export function mayRun(database: Resource, engines: RegExp): boolean {
  const engine = engineOf(database);
  return engine === undefined || engines.test(engine);
}
