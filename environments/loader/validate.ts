import { z } from "zod";
import type { DeepPartial, EnvironmentFrame, Tier } from "../../platform/environment";
import type { EnvironmentDefinition } from "./definition";
import { describe } from "./describe-schema";
import type { FileError } from "./errors";
import { none } from "./merge";
import {
  type Candidate,
  errorAt,
  formatOrigin,
  keyErrorAt,
  type MergedEnvironment,
  placeOf,
  seenAt,
  writtenAt,
} from "./merged-environment";
import { allPaths, discriminatorAt, itemAround, keysOf, kindsWith, mayLack, schemaAt, takesAway } from "./shape";
import { closest, didYouMean } from "./suggest";
import { formatPath, isMap, type Path, snippet, valueAt } from "./values";

/**
 * Checks an environment against the schema.
 * @param whole false when values may be missing because a file could not be read; then missing ones are no error
 */
export function validate<E extends EnvironmentFrame>(
  environment: MergedEnvironment,
  { schema, tierDefaults }: EnvironmentDefinition<E>,
  whole: boolean,
): { candidate: Candidate<E>; errors: FileError[] } {
  // Messages written in a schema win; the empty ones in between are where `describe` finds better words than zod.
  const { data, error } = schema.safeParse(environment.merged.value, { error: () => "", jitless: true });
  const spots = firstOfEach((error?.issues ?? []).flatMap((issue) => spotsOf(issue, environment)));
  const errors = spots
    .filter(({ path }) => whole || !isMissing(environment, path))
    .filter(({ path }) => !isOfTier(environment, path, tierDefaults));
  // The rules can check the values of a key that is not well-formed.
  const refused = spots.filter(({ wrong }) => wrong !== "key");
  const settings = refused.reduce<unknown>((value, { path }) => without(value, path), environment.merged.value ?? {});
  return {
    candidate: { ...environment, settings: settings as DeepPartial<E>, environment: data },
    errors: errors.map((spot) =>
      spot.wrong === "unknown key" ? unknownKey(environment, spot.path) : wrongValue(environment, spot),
    ),
  };
}

/** One thing zod complains about. */
interface Spot {
  readonly path: Path;
  /** The message of the schema; empty when the schema has none. */
  readonly message: string;
  /** What is wrong: a value, a key that may be any but is not well-formed, or a key that the schema does not know. */
  readonly wrong: "value" | "key" | "unknown key";
}

function spotsOf(issue: z.core.$ZodIssue, environment: MergedEnvironment): Spot[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: "", wrong: "unknown key" }));
  }
  if (issue.code !== "invalid_key") return [{ path: issue.path, message: issue.message, wrong: "value" }];
  return [
    { path: issue.path, message: issue.issues[0]?.message ?? "", wrong: "key" },
    ...spotsBeneath(issue.path, environment),
  ];
}

/** What is wrong with the value of a key that is wrong itself; zod does not look at it. */
function spotsBeneath(path: Path, environment: MergedEnvironment): Spot[] {
  const schema = schemaAt(environment.schema, path, environment.merged.value);
  if (!schema) return [];
  const { error } = z.safeParse(schema, valueAt(environment.merged.value, path), { error: () => "" });
  return (error?.issues ?? []).flatMap((issue) => spotsOf({ ...issue, path: [...path, ...issue.path] }, environment));
}

/** One spot for each value, and one for each key. */
function firstOfEach(spots: readonly Spot[]): Spot[] {
  const first = new Map<string, Spot>();
  for (const spot of spots) {
    const id = JSON.stringify([spot.path, spot.wrong === "key"]);
    if (!first.has(id)) first.set(id, spot);
  }
  return [...first.values()];
}

function isMissing(environment: MergedEnvironment, path: Path): boolean {
  return valueAt(environment.merged.value, path) === undefined;
}

/** Whether the value is missing only because the tier is wrong. */
function isOfTier(environment: MergedEnvironment, path: Path, tierDefaults: (tier: Tier) => unknown): boolean {
  return (
    environment.tier === undefined &&
    isMissing(environment, path) &&
    valueAt(tierDefaults("production"), path) !== undefined
  );
}

function unknownKey(environment: MergedEnvironment, path: Path): FileError {
  const section = path.slice(0, -1);
  const { value } = environment.merged;
  const sectionSchema = schemaAt(environment.schema, section, value) ?? environment.schema;
  const known = [
    ...keysOf(sectionSchema, valueAt(value, section)).keys(),
    ...(section.length === 0 ? ["extends"] : []),
  ];
  const discriminator = discriminatorAt(environment.schema, section);
  const kind = discriminator ? ` with ${discriminator} ${snippet(valueAt(value, [...section, discriminator]))}` : "";
  const allowed = `a key of ${formatPath(section) || "an environment file"}${kind} (${known.join(", ")})`;
  const fix = otherKind(sectionSchema, String(path.at(-1))) ?? keyMeant(environment, path, known);
  return keyErrorAt(environment, path, { allowed, fix });
}

/** The advice for a key that belongs to another kind of section than the one chosen. */
function otherKind(section: z.core.$ZodType, key: string): string | undefined {
  const [discriminator, kinds] = kindsWith(section, key);
  return kinds.length > 0 ? `Remove it, or choose ${discriminator}: ${kinds.join(" or ")}.` : undefined;
}

/** A key can be meant further up or down within its table, or zone, where it is not set yet; elsewhere it is another. */
function keyMeant(environment: MergedEnvironment, path: Path, known: readonly string[]): string {
  const key = String(path.at(-1));
  const section = path.slice(0, -1);
  const item = itemAround(environment.schema, section);
  const [elsewhere, ...more] = allPaths(schemaAt(environment.schema, item) ?? environment.schema, item).filter(
    (other) =>
      other.at(-1) === key &&
      (isWithin(other, section) || isWithin(section, other.slice(0, -1))) &&
      !writtenAt(environment, other),
  );
  if (elsewhere && more.length === 0) return `Move it: the key exists as ${formatPath(elsewhere)}.`;
  return didYouMean(key, known, "Remove it.");
}

function isWithin(path: Path, section: Path): boolean {
  return section.every((key, index) => path[index] === key);
}

function wrongValue(environment: MergedEnvironment, { path, message, wrong }: Spot): FileError {
  if (wrong === "key") {
    return keyErrorAt(environment, path, { allowed: message, fix: "Rename it." });
  }
  const schema = schemaAt(environment.schema, path, environment.merged.value) ?? environment.schema;
  const seen = seenAt(environment, path);
  const value = valueAt(environment.merged.value, path);
  const scalar = value !== undefined && value !== null && typeof value !== "object";
  const text = typeof value === "string" ? value : seen;
  const allowed = message || describe(schema, scalar ? text : "");
  if (scalar && typeof value !== "string" && z.safeParse(schema, seen).success) {
    return errorAt(environment, path, { allowed: "a text", fix: `Put it in quotes: "${seen}".` });
  }
  const near = typeof value === "string" ? closest(value, choicesOf(schema)) : undefined;
  return errorAt(environment, path, { allowed, fix: near ? `Did you mean ${near}?` : remedy(environment, path) });
}

function choicesOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  return schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
}

function remedy(environment: MergedEnvironment, path: Path): string {
  if (isMissing(environment, path)) return `Set ${formatPath(path)} in ${placeOf(environment, path).file}.`;
  const inherited = environment.levels.filter((level) => valueAt(level.value, path) !== undefined).at(-2);
  if (!inherited) return remedyOfOwn(environment, path);
  const value = valueAt(inherited.value, path);
  const what = isMap(value) ? "the inherited value" : snippet(value);
  const taken = `remove it to take ${what} (${formatOrigin(inherited.origin(path))})`;
  const goesWithout = takesAway(environment.schema, path);
  return goesWithout ? `Change it, ${taken}, or set it to ${none} to go without.` : `Change it, or ${taken}.`;
}

function remedyOfOwn(environment: MergedEnvironment, path: Path): string {
  const { value } = environment.merged;
  if (valueAt(value, path) !== null) return "Change it.";
  return mayLack(environment.schema, path, value) ? "Remove the line, or give it a value." : "Give it a value.";
}

/** A copy without the value at the path; a list goes as a whole when one of its items does. */
function without(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (!isMap(value) || key === undefined || !Object.hasOwn(value, key)) return value;
  const goes = rest.length === 0 || !isMap(value[String(key)]);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      if (name !== String(key)) return [[name, item]];
      return goes ? [] : [[name, without(item, rest)]];
    }),
  );
}
