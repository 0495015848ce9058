import { z } from "zod";
import { none } from "../../environments/loader/merge";
import { unwrap } from "../../environments/loader/shape";

/** Values that a knob could have instead, nearest first. They fit its schema; the rules have not been asked. */
export function otherValues(schema: z.core.$ZodType, value: unknown): unknown[] {
  const fitting = candidates(unwrap(schema), value).filter((one) => z.safeParse(schema, one).success);
  const optional = value !== undefined && z.safeParse(schema, undefined).success;
  const other = fitting.filter((one) => JSON.stringify(one) !== JSON.stringify(value));
  return [...new Map([...other, ...(optional ? [none] : [])].map((one) => [JSON.stringify(one), one])).values()];
}

function candidates(schema: z.core.$ZodType, value: unknown): unknown[] {
  if (schema instanceof z.ZodBoolean) return [value !== true];
  if (schema instanceof z.ZodEnum) return neighbors(schema.options, value);
  if (schema instanceof z.ZodLiteral) return neighbors([...schema.values], value);
  if (schema instanceof z.ZodNumber) return numbers(schema, value);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => candidates(unwrap(option), value));
  if (schema instanceof z.ZodArray) return lists(schema, value);
  return typeof value === "string" ? texts(value) : [];
}

/** The choice after the present one, that before it, and the others. */
function neighbors(choices: readonly unknown[], value: unknown): unknown[] {
  const at = choices.indexOf(value);
  return at < 0 ? [...choices] : [...choices.slice(at + 1), ...choices.slice(0, at).reverse()];
}

function numbers({ minValue, maxValue, def }: z.ZodNumber, value: unknown): number[] {
  const step = Number(def.checks?.find((check) => check instanceof z.core.$ZodCheckMultipleOf)?._zod.def.value ?? 1);
  const bounds = [minValue, maxValue].filter((bound) => bound !== null && Math.abs(bound) < 1e9) as number[];
  if (typeof value !== "number") return bounds;
  return [value + step, value - step, value * 2, Math.round(value / 2), value + 0.1, value - 0.1, ...bounds];
}

/** One item more, where its values are known, or one less. */
function lists(schema: z.ZodArray, value: unknown): unknown[] {
  const items = Array.isArray(value) ? value : [];
  const more = candidates(unwrap(schema.element), items.at(-1)).filter((item) => !items.includes(item));
  return [...more.slice(0, 3).map((item) => [...items, item]), items.slice(0, -1), items.slice(1)];
}

/** The text with another number in it, or with another ending. */
function texts(value: string): string[] {
  const next = (digits: string) => String(Number(digits) + 1).padStart(digits.length, "0");
  return [
    value.replace(/\d+(?=\D*$)/, next),
    value.replace(/\d+/, next),
    `${value}2`,
    `${value}-2`,
    `other-${value}`,
    `Changed: ${value}`,
  ];
}
