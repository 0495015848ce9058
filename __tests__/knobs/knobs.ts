import { z } from "zod";
import { descriptionOf, keysOf, unwrap } from "../../environments/loader/shape";
import { formatPath, isMap, type Path, valueAt } from "../../environments/loader/values";
import { environmentSchema } from "../../environments/schema";

/** One place of an environment where a knob is. */
export interface Place {
  readonly path: Path;
  /** What the environment has there; undefined where it has nothing. */
  readonly value: unknown;
}

/** A value that an environment file may set: a text, number, switch or list, or a section that is not there. */
export interface Knob {
  /** As in `data.tables.<name>.ttlAttribute`. */
  readonly key: string;
  /** What its schema says of it. */
  readonly description: string;
  readonly schema: z.core.$ZodType;
  /** Where the environment has it; entries of a map that have a value come first. */
  readonly places: readonly Place[];
}

/** Stands for the name of an entry in a map with free keys. */
export const anyName = "<name>";

interface Found extends Place {
  readonly pattern: Path;
  readonly description: string;
  readonly schema: z.core.$ZodType;
}

/** Every knob of an environment, in the order of the schema. */
export function knobsOf(environment: unknown): Knob[] {
  const knobs = new Map<string, Knob>();
  for (const { pattern, description, schema, path, value } of leaves(environmentSchema, environment, [], [])) {
    const key = formatPath(pattern);
    const known = knobs.get(key);
    const places = [...(known?.places ?? []), { path, value }];
    places.sort((one, other) => Number(one.value === undefined) - Number(other.value === undefined));
    knobs.set(key, { key, description: known?.description || description, schema, places });
  }
  return [...knobs.values()];
}

function leaves(schema: z.core.$ZodType, value: unknown, path: Path, pattern: Path): Found[] {
  const inner = unwrap(schema);
  const leaf = { path, pattern, value, schema, description: descriptionOf(schema) };
  if (inner instanceof z.ZodRecord) {
    const entries = Object.entries(isMap(value) ? value : {});
    if (entries.length === 0) return [leaf];
    return entries.flatMap(([name, entry]) =>
      leaves(inner.valueType, entry, [...path, name], [...pattern, anyName]).map((found) =>
        found.description === "" ? { ...found, description: leaf.description } : found,
      ),
    );
  }
  const keys = isMap(value) || path.length === 0 ? keysOf(inner, value) : new Map<string, z.core.$ZodType>();
  if (keys.size === 0) return [leaf];
  return [...keys].flatMap(([key, child]) => leaves(child, valueAt(value, [key]), [...path, key], [...pattern, key]));
}
