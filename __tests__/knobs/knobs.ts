import { z } from "zod";
import { descriptionOf, keysOf, unwrap } from "../../environments/loader/shape";
import { formatPath, isMap, type Path, valueAt } from "../../environments/loader/values";
import { environmentSchema } from "../../environments/schema";
import { layerNames } from "../../layers/layers";

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

const frame = "frame";

/** The section of an environment file that a knob is in; `frame` for the keys outside the sections of layers. */
export function sectionOf({ key }: Knob): string {
  const first = key.split(".")[0] ?? "";
  return isLayer(first) ? first : frame;
}

/** Every section, the frame first. */
export const sections = [frame, ...layerNames];

function isLayer(name: string): boolean {
  return layerNames.some((layer) => layer === name);
}

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
    return entries.flatMap(([name, entry]) => below(name, anyName, inner.valueType, entry));
  }
  const keys = isMap(value) || path.length === 0 ? keysOf(inner, value) : new Map<string, z.core.$ZodType>();
  if (keys.size === 0) return [leaf];
  const named = areAlike([...keys.values()]) ? () => anyName : (key: string) => key;
  return [...keys].flatMap(([key, child]) => below(key, named(key), child, valueAt(value, [key])));

  function below(key: string, name: string, child: z.core.$ZodType, content: unknown): Found[] {
    const found = leaves(child, content, [...path, key], [...pattern, name]);
    return path.length === 0
      ? found
      : found.map((one) => ({ ...one, description: one.description || leaf.description }));
  }
}

/** Whether fixed keys are the names of a list and mean the same: one of them tells for all. */
function areAlike(children: readonly z.core.$ZodType[]): boolean {
  return (
    children.length > 2 && new Set(children.map(unwrap)).size === 1 && children.every((one) => !descriptionOf(one))
  );
}
