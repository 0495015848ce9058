import { z } from "zod";
import { keysOf, schemaAt, unwrap } from "./shape";
import { snippet } from "./values";

/**
 * What a schema accepts, in plain words: `true or false`, `a whole number from 7 to 30`, `one of none, governance`.
 * @param text what was written instead, so that the words can name the rule it breaks. Default: nothing.
 */
export function describe(schema: z.core.$ZodType, text = ""): string {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodBoolean) return "true or false";
  if (inner instanceof z.ZodEnum) return choice(inner.options);
  if (inner instanceof z.ZodLiteral) return choice([...inner.values]);
  if (inner instanceof z.ZodNumber) return describeNumber(inner);
  if (inner instanceof z.ZodArray) return messageFor(inner, []) || `a list, each item ${describe(inner.element)}`;
  if (inner instanceof z.ZodRecord) return `a map, each value ${describe(inner.valueType)}`;
  if (inner instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = inner.def;
    const kinds = schemaAt(inner, [discriminator]);
    return `a section whose ${discriminator} is ${kinds ? describe(kinds) : "known"}`;
  }
  if (inner instanceof z.ZodObject) return `a section with ${[...keysOf(inner)].map(([key]) => key).join(", ")}`;
  return describeText(inner, text);
}

function choice(values: readonly unknown[]): string {
  const words = values.map((value) => snippet(value));
  return words.length === 1 ? String(words[0]) : `one of ${words.join(", ")}`;
}

function describeNumber(schema: z.ZodNumber): string {
  const step = schema.def.checks?.find((check) => check instanceof z.core.$ZodCheckMultipleOf)?._zod.def.value;
  return step === undefined ? range(schema) : `${range(schema)}, in steps of ${step}`;
}

function range({ minValue, maxValue, isInt }: z.ZodNumber): string {
  const kind = isInt ? "a whole number" : "a number";
  const min = bound(minValue);
  const max = bound(maxValue);
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
  if (min !== undefined) return `${kind} from ${min} up`;
  return max === undefined ? kind : `${kind} up to ${max}`;
}

/** zod gives whole numbers the bounds of the number type, which say nothing to a person. */
function bound(value: number | null): number | undefined {
  return value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

function describeText(schema: z.core.$ZodType, text: string): string {
  const message = messageFor(schema, text);
  if (message) return message;
  const issue = z.safeParse(schema, text).error?.issues[0];
  return issue?.code === "invalid_format" && issue.pattern ? `a text that matches ${issue.pattern}` : "a text";
}

/** What the schema itself says when it meets the value; empty when it accepts it or has no message. */
function messageFor(schema: z.core.$ZodType, value: unknown): string {
  return z.safeParse(schema, value, { error: () => "" }).error?.issues[0]?.message ?? "";
}
