import type { Resource } from "../synthesized/linked-stack";
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
