import { z } from "zod";
import { none } from "./merge";

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of an environment file, as the text of `environment.schema.json`. Nothing is required but the parts
 * of list items, since any other value can come from the base file or the tier; what is optional can be taken away.
 */
export function jsonSchemaOf(environment: z.ZodType): string {
  const { $schema, ...schema } = z.toJSONSchema(environment, { target: "draft-7", io: "input" });
  const whole = asPart(schema as Json);
  const inheritance = {
    type: "string",
    description: "Name of a file in the same folder, without .yaml. This file inherits its values.",
  };
  const properties = { extends: inheritance, ...(whole.properties as Json) };
  return `${JSON.stringify({ $schema, title: "Strata environment", ...whole, properties }, undefined, 2)}\n`;
}

/** The schema of a section of which a file may give a part. */
function asPart({ required = [], oneOf, ...schema }: Json): Json {
  const { properties, additionalProperties, anyOf = oneOf } = schema;
  const isRequired = (key: string) => (required as readonly string[]).includes(key);
  return {
    ...schema,
    ...(isSchema(properties) && {
      properties: mapValues(properties, (part, key) => (isRequired(key) ? asPart(part) : orNone(asPart(part)))),
    }),
    ...(isSchema(additionalProperties) && { additionalProperties: orNone(asPart(additionalProperties)) }),
    // A part may fit several kinds of section, as a lone `region` does in `state`: any of them will do.
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(asPart) }),
  };
}

/** The schema of what the word `none` takes away; the schema itself where the word is a choice or any text will do. */
function orNone(part: Json): Json {
  const { description, ...schema } = part;
  const choices = (Array.isArray(schema.anyOf) ? schema.anyOf : [schema]) as readonly Json[];
  if (choices.some(takesNone)) return part;
  return { ...(description !== undefined && { description }), anyOf: [...choices, { const: none }] };
}

function takesNone({ type, pattern, const: only, enum: choices }: Json): boolean {
  if (only !== undefined || Array.isArray(choices)) return [only, choices].flat().includes(none);
  return type === "string" && new RegExp(String(pattern ?? "")).test(none);
}

function isSchema(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function mapValues(parts: Json, change: (schema: Json, key: string) => Json): Json {
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, change(part as Json, key)]));
}
