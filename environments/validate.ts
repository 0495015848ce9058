import { z } from "zod";
import type { Environment } from "../layers/layers";
import type { DeepPartial } from "../platform/environment";
import { type Candidate, type Draft, faultAt, formatOrigin, keyFaultAt, placeOf, seenAt, writtenAt } from "./draft";
import type { Fault } from "./faults";
import { environmentSchema, tierDefaults } from "./schema";
import { allPaths, discriminatorAt, itemAround, keysOf, kindsWith, mayLack, schemaAt } from "./shape";
import { closest, didYouMean } from "./suggest";
import { formatPath, isMap, type Path, snippet, valueAt } from "./values";
import { describe } from "./words";

/**
 * Checks a draft against the schema.
 * @param whole false when values may be missing because a file could not be read; then missing ones are no fault
 */
export function validate(draft: Draft, whole: boolean): { candidate: Candidate; faults: Fault[] } {
  // Messages written in a schema win; the empty ones in between are where `describe` finds better words than zod.
  const { data, error } = environmentSchema.safeParse(draft.merged.value, { error: () => "" });
  const spots = firstOfEach((error?.issues ?? []).flatMap((issue) => spotsOf(issue, draft)));
  const faults = spots
    .filter(({ path }) => whole || !isMissing(draft, path))
    .filter(({ path }) => !isOfTier(draft, path));
  // Beneath a key that is not well-formed lie values that the rules can look at all the same.
  const refused = spots.filter(({ wrong }) => wrong !== "key");
  const settings = refused.reduce<unknown>((value, { path }) => without(value, path), draft.merged.value ?? {});
  return {
    candidate: { ...draft, settings: settings as DeepPartial<Environment>, environment: data },
    faults: faults.map((spot) =>
      spot.wrong === "unknown key" ? unknownKey(draft, spot.path) : wrongValue(draft, spot),
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

function spotsOf(issue: z.core.$ZodIssue, draft: Draft): Spot[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: "", wrong: "unknown key" }));
  }
  if (issue.code !== "invalid_key") return [{ path: issue.path, message: issue.message, wrong: "value" }];
  return [
    { path: issue.path, message: issue.issues[0]?.message ?? "", wrong: "key" },
    ...spotsBeneath(issue.path, draft),
  ];
}

/** What is wrong with the value of a key that is wrong itself; zod does not look at it. */
function spotsBeneath(path: Path, draft: Draft): Spot[] {
  const schema = schemaAt(environmentSchema, path, draft.merged.value);
  if (!schema) return [];
  const { error } = z.safeParse(schema, valueAt(draft.merged.value, path), { error: () => "" });
  return (error?.issues ?? []).flatMap((issue) => spotsOf({ ...issue, path: [...path, ...issue.path] }, draft));
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

function isMissing(draft: Draft, path: Path): boolean {
  return valueAt(draft.merged.value, path) === undefined;
}

/** Whether the value is missing only because the tier is wrong. */
function isOfTier(draft: Draft, path: Path): boolean {
  return draft.tier === undefined && isMissing(draft, path) && valueAt(tierDefaults("production"), path) !== undefined;
}

function unknownKey(draft: Draft, path: Path): Fault {
  const section = path.slice(0, -1);
  const { value } = draft.merged;
  const sectionSchema = schemaAt(environmentSchema, section, value) ?? environmentSchema;
  const known = [
    ...keysOf(sectionSchema, valueAt(value, section)).keys(),
    ...(section.length === 0 ? ["extends"] : []),
  ];
  const discriminator = discriminatorAt(environmentSchema, section);
  const kind = discriminator ? ` with ${discriminator} ${snippet(valueAt(value, [...section, discriminator]))}` : "";
  const allowed = `no such key, ${formatPath(section) || "an environment file"}${kind} has ${known.join(", ")}`;
  const fix = otherKind(sectionSchema, String(path.at(-1))) ?? keyMeant(draft, path, known);
  return faultAt(draft, path, { place: writtenAt(draft, path)?.keyPlace, allowed, fix });
}

/** The advice for a key that belongs to another kind of section than the one chosen. */
function otherKind(section: z.core.$ZodType, key: string): string | undefined {
  const [discriminator, kinds] = kindsWith(section, key);
  return kinds.length > 0 ? `Remove it, or choose ${discriminator}: ${kinds.join(" or ")}.` : undefined;
}

/** A key can be meant further up or down within its table, or zone, where it is not set yet; elsewhere it is another. */
function keyMeant(draft: Draft, path: Path, known: readonly string[]): string {
  const key = String(path.at(-1));
  const section = path.slice(0, -1);
  const item = itemAround(environmentSchema, section);
  const [elsewhere, ...more] = allPaths(schemaAt(environmentSchema, item) ?? environmentSchema, item).filter(
    (other) =>
      other.at(-1) === key &&
      (isWithin(other, section) || isWithin(section, other.slice(0, -1))) &&
      !writtenAt(draft, other),
  );
  if (elsewhere && more.length === 0) return `Move it: the key exists as ${formatPath(elsewhere)}.`;
  return didYouMean(key, known, "Remove it.");
}

function isWithin(path: Path, section: Path): boolean {
  return section.every((key, index) => path[index] === key);
}

function wrongValue(draft: Draft, { path, message, wrong }: Spot): Fault {
  if (wrong === "key") {
    return keyFaultAt(draft, path, { allowed: message, fix: "Rename it." });
  }
  const schema = schemaAt(environmentSchema, path, draft.merged.value) ?? environmentSchema;
  const seen = seenAt(draft, path);
  const value = valueAt(draft.merged.value, path);
  const scalar = value !== undefined && value !== null && typeof value !== "object";
  const text = typeof value === "string" ? value : seen;
  const allowed = message || describe(schema, scalar ? text : "");
  if (scalar && typeof value !== "string" && z.safeParse(schema, seen).success) {
    return faultAt(draft, path, { allowed: "a text", fix: `Put it in quotes: "${seen}".` });
  }
  const near = typeof value === "string" ? closest(value, choicesOf(schema)) : undefined;
  return faultAt(draft, path, { allowed, fix: near ? `Did you mean ${near}?` : remedy(draft, path) });
}

function choicesOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  return schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
}

function remedy(draft: Draft, path: Path): string {
  if (isMissing(draft, path)) return `Set ${formatPath(path)} in ${placeOf(draft, path).file}.`;
  const beneath = draft.levels.filter((level) => valueAt(level.value, path) !== undefined).at(-2);
  if (!beneath) return remedyOfOwn(draft, path);
  const value = valueAt(beneath.value, path);
  const what = isMap(value) ? "what lies beneath" : snippet(value);
  return `Change it, or remove it to take ${what} (${formatOrigin(beneath.origin(path))}).`;
}

function remedyOfOwn(draft: Draft, path: Path): string {
  const { value } = draft.merged;
  if (valueAt(value, path) !== null) return "Change it.";
  return mayLack(environmentSchema, path, value) ? "Remove the line, or give it a value." : "Give it a value.";
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
