import { z } from "zod";
import { none } from "./merge";
import { formatPath, isMap, type Path, valueAt } from "./values";

const wrappers = [z.ZodOptional, z.ZodDefault, z.ZodPrefault, z.ZodReadonly];

/** The schema inside `.optional()`, `.default()` and the like. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapper = wrappers.find((one) => schema instanceof one);
  return wrapper ? unwrap((schema as InstanceType<typeof wrapper>).unwrap()) : schema;
}

/** What a schema says of its values; empty where it says nothing. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const own = schema instanceof z.ZodType ? schema.description : undefined;
  if (own !== undefined) return own;
  const inner = unwrap(schema);
  return inner === schema ? "" : descriptionOf(inner);
}

/** What the schema says of the value at `path` in `value`; empty where it says nothing. */
export function descriptionAt(schema: z.core.$ZodType, path: Path, value?: unknown): string {
  const section = path.slice(0, -1);
  const holder = schemaAt(schema, section, value);
  const own = holder && keysOf(holder, valueAt(value, section)).get(String(path.at(-1)));
  return own ? descriptionOf(own) : "";
}

/** The options of a union that fit the value: those with its discriminator, or all when it has no known one. */
function options(union: z.ZodDiscriminatedUnion, value: unknown): z.ZodObject[] {
  const all = union.options.filter((option) => option instanceof z.ZodObject);
  const { discriminator } = union.def;
  const fitting = all.filter(
    (option) => isMap(value) && option.shape[discriminator]?.safeParse(value[discriminator]).success,
  );
  return fitting.length > 0 ? fitting : all;
}

/** The keys a section may have, each with its schema; none for what is no section with fixed keys. */
export function keysOf(schema: z.core.$ZodType, value?: unknown): ReadonlyMap<string, z.core.$ZodType> {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return new Map(Object.entries(inner.shape));
  if (inner instanceof z.ZodDiscriminatedUnion) {
    return new Map(options(inner, value).flatMap((option) => Object.entries(option.shape)));
  }
  return new Map();
}

/** The schema of the value at `path` in `value`, or undefined where the schema has no such path. */
export function schemaAt(schema: z.core.$ZodType, path: Path, value?: unknown): z.core.$ZodType | undefined {
  const [key, ...rest] = path;
  const inner = unwrap(schema);
  if (key === undefined) return inner;
  const below = isMap(value) || Array.isArray(value) ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  const child = childOf(inner, key, value);
  return child && schemaAt(child, rest, below);
}

function childOf(schema: z.core.$ZodType, key: PropertyKey, value: unknown): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodDiscriminatedUnion && key === schema.def.discriminator) return discriminatorOf(schema);
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, key) ? schema.shape[String(key)] : undefined;
  return keysOf(schema, value).get(String(key));
}

function discriminatorOf(union: z.ZodDiscriminatedUnion): z.core.$ZodType {
  const { discriminator } = union.def;
  const kinds = options(union, undefined).flatMap((option) => [...(option._zod.propValues?.[discriminator] ?? [])]);
  return z.literal(kinds.filter((kind) => typeof kind === "string"));
}

/** The key that decides between the kinds of section at `path` (as `backend` does in `state`), if one does. */
export function discriminatorAt(schema: z.core.$ZodType, path: Path): string | undefined {
  const found = schemaAt(schema, path);
  return found instanceof z.ZodDiscriminatedUnion ? found.def.discriminator : undefined;
}

/** The kinds of a section that have the key, with what decides between them; none where it has one kind only. */
export function kindsWith(section: z.core.$ZodType, key: string): [discriminator: string, kinds: string[]] {
  const inner = unwrap(section);
  if (!(inner instanceof z.ZodDiscriminatedUnion)) return ["", []];
  const { discriminator } = inner.def;
  const having = options(inner, undefined).filter((option) => key in option.shape);
  return [discriminator, having.flatMap((option) => [...(option._zod.propValues?.[discriminator] ?? [])].map(String))];
}

/** The innermost item of a list or of a map with free keys that the path leads into; the root where it is in none. */
export function itemAround(schema: z.core.$ZodType, path: Path): Path {
  for (let length = path.length; length > 0; length--) {
    const holder = schemaAt(schema, path.slice(0, length - 1));
    if (holder instanceof z.ZodRecord || holder instanceof z.ZodArray) return path.slice(0, length);
  }
  return [];
}

/** Whether what holds the value at the path may be without it. */
export function mayLack(schema: z.core.$ZodType, path: Path, value: unknown): boolean {
  const section = path.slice(0, -1);
  const holder = schemaAt(schema, section, value);
  const own = holder && keysOf(holder, valueAt(value, section)).get(String(path.at(-1)));
  return !own || z.safeParse(own, undefined).success;
}

/**
 * Whether the word `none` at the path takes a value away: where the value may be missing, and `none` is not one of its
 * choices. In a map with free keys it takes the entry away, but not where any text will do, as for a tag.
 */
export function takesAway(schema: z.core.$ZodType, path: Path): boolean {
  const holder = schemaAt(schema, path.slice(0, -1));
  if (holder instanceof z.ZodRecord) return !z.safeParse(holder.valueType, none).success;
  const own = holder && keysOf(holder).get(String(path.at(-1)));
  return own !== undefined && z.safeParse(own, undefined).success && !isChoice(own, none);
}

function isChoice(schema: z.core.$ZodType, word: string): boolean {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) return inner.options.some((option) => isChoice(option, word));
  return (inner instanceof z.ZodEnum || inner instanceof z.ZodLiteral) && z.safeParse(inner, word).success;
}

/** Every key of the schema with fixed keys all the way from the root, sections before what is in them. */
export function allPaths(schema: z.core.$ZodType, path: Path = []): Path[] {
  const paths = [...keysOf(schema)].flatMap(([key, child]) => [[...path, key], ...allPaths(child, [...path, key])]);
  return [...new Map(paths.map((found) => [formatPath(found), found])).values()];
}

/** Where the value has parts whose schema is wanted; such a part is not searched any further. */
export function pathsTo(
  schema: z.core.$ZodType,
  value: unknown,
  isWanted: (schema: z.core.$ZodType) => boolean,
  path: Path = [],
): Path[] {
  const inner = unwrap(schema);
  if (isWanted(inner)) return value === undefined ? [] : [path];
  const keys = Array.isArray(value) ? [...value.keys()] : isMap(value) ? Object.keys(value) : [];
  return keys.flatMap((key) => {
    const child = childOf(inner, key, value);
    return child ? pathsTo(child, valueAt(value, [key]), isWanted, [...path, key]) : [];
  });
}
