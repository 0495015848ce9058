import type { Block, Stack } from "../../synthesized/stack";
import { outputValues } from "../as-deployed/snapshot";
import type { State } from "./merge-states";

/** A stack without resources that publishes what its state holds: what reads it is planned as with the stack itself. */
export function standIn(stack: Stack, state: State | undefined): Stack {
  const values = outputValues(state);
  const { terraform, provider, output = {} } = stack.json;
  const constants = Object.entries(output).map(([name, { sensitive }]): [string, Block] => [
    name,
    { value: literal(values[name] ?? null), ...(sensitive === true && { sensitive }) },
  ]);
  return {
    ...stack,
    json: { terraform, provider, ...(constants.length > 0 && { output: Object.fromEntries(constants) }) },
  };
}

/** A value as Terraform JSON writes it where nothing in it is an expression. Keys are texts to Terraform as well. */
function literal(value: unknown): unknown {
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escaped(key), literal(inner)]));
}

function escaped(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => `${sign}${sign}`);
}
