import { z } from "zod";

type Json = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of an environment file, as the text of `environment.schema.json`. Nothing is required but the parts
 * of list items, since any other value can come from the base file or the tier.
 */
export function jsonSchemaOf(environment: z.ZodType): string {
  const { $schema, ...schema } = z.toJSONSchema(environment, { target: "draft-7", io: "input" });
  const whole = asPart(schema as Json);
  const inheritance = {
    type: "string",
    description: "Name of the file beside this one, without .yaml, whose values this one takes where it says nothing.",
  };
  const properties = { extends: inheritance, ...(whole.properties as Json) };
  return `${JSON.stringify({ $schema, title: "Strata environment", ...whole, properties }, undefined, 2)}\n`;
}

/** The schema of a section of which a file may give a part. */
function asPart({ required: _, oneOf, ...schema }: Json): Json {
  const { properties, additionalProperties, anyOf = oneOf } = schema;
  return {
    ...schema,
    ...(isSchema(properties) && { properties: mapValues(properties, asPart) }),
    ...(isSchema(additionalProperties) && { additionalProperties: asPart(additionalProperties) }),
    // A part may fit several kinds of section, as a lone `region` does in `state`: any of them will do.
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(asPart) }),
  };
}

function isSchema(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function mapValues(parts: Json, change: (schema: Json) => Json): Json {
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, change(part as Json)]));
}
