import type { z } from "zod";
import { layers } from "../../layers/layers";
import { isUses, kindsOfReference, type Offer, partsOf } from "../../platform/references";
import type { FileError } from "../loader/errors";
import { type Candidate, errorAt, keyErrorAt } from "../loader/merged-environment";
import { each, type Rule } from "../loader/rule";
import { pathsTo, schemaAt } from "../loader/shape";
import { didYouMean } from "../loader/suggest";
import { isMap, type Path, snippet, valueAt } from "../loader/values";

/** Also names that are not well-formed: those have their own errors. */
function namesOf({ names }: Offer, { merged }: Candidate): readonly string[] {
  if (!("keysOf" in names)) return names;
  const section = valueAt(merged.value, names.keysOf);
  return isMap(section) ? Object.keys(section) : [];
}

/** What is wrong with the reference itself: its kind, or its name. */
function unresolved(candidate: Candidate, offers: readonly Offer[], reference: string) {
  const { kind, name } = partsOf(reference);
  const ofKind = offers.filter((one) => one.kind === kind);
  const names = ofKind.flatMap((offer) => namesOf(offer, candidate));
  if (names.includes(name)) return undefined;
  const [offer] = ofKind;
  const choices = (offer ? ofKind : offers).flatMap((one) =>
    namesOf(one, candidate).map((known) => `${one.kind}.${known}`),
  );
  const kinds = new Set(offers.map((one) => one.kind));
  const allowed = offer
    ? `a name of the kind ${kind} (${names.join(", ") || "there is none"})`
    : `a name of one of the kinds ${[...kinds].join(", ")}`;
  const fix = offer && "keysOf" in offer.names ? `Add ${name} to ${offer.names.keysOf.join(".")}.` : "Remove the line.";
  return { allowed, fix: didYouMean(reference, choices, fix) };
}

/** Errors of one entry of a map of uses, whose key is the reference. */
function useErrors(candidate: Candidate, offers: readonly Offer[], path: Path): FileError[] {
  const used = offers.filter(({ levels }) => levels.length > 0);
  const reference = String(path.at(-1));
  const wrong = unresolved(candidate, used, reference);
  if (wrong) return [keyErrorAt(candidate, path, wrong)];
  const { kind, name } = partsOf(reference);
  const ofKind = used.filter((one) => one.kind === kind);
  const levels = ofKind[0]?.levels ?? [];
  const level = valueAt(candidate.settings, path);
  if (typeof level !== "string") return [];
  if (!levels.includes(level)) {
    const allowed = `a level of the kind ${kind} (${levels.join(" or ")})`;
    return [errorAt(candidate, path, { allowed, fix: didYouMean(level, levels, "Change it.") })];
  }
  return ofKind.flatMap((offer) => {
    const refusal = refusalOf(candidate, offer, name, level);
    if (!refusal) return [];
    const others = levels.filter((other) => other !== level).join(" or ");
    const allowed = `${others} in tier ${refusal.tier}, for ${kind} with ${snippet(refusal.of)}`;
    return [errorAt(candidate, path, { allowed, why: refusal.why, fix: refusal.fix })];
  });
}

/** Why the tier of the environment refuses a level of the thing, if it does. */
function refusalOf({ settings }: Candidate, { names, refused = [] }: Offer, name: string, level: string) {
  const definition = "keysOf" in names ? valueAt(settings, [...names.keysOf, name]) : undefined;
  return refused.find(
    (one) =>
      one.tier === settings.tier &&
      one.level === level &&
      Object.entries(one.of).every(([key, value]) => valueAt(definition, [key]) === value),
  );
}

/** Errors of a value that is one reference. One that does not look like any is an error of the schema. */
function referenceErrors(candidate: Candidate, offers: readonly Offer[], path: Path): FileError[] {
  const reference = valueAt(candidate.settings, path);
  const schema = schemaAt(candidate.schema, path, candidate.settings);
  if (typeof reference !== "string" || !schema) return [];
  const kinds = kindsOfReference(schema) ?? [];
  const wrong = unresolved(
    candidate,
    offers.filter(({ kind, onlyUsed }) => kinds.includes(kind) && !onlyUsed),
    reference,
  );
  return wrong ? [errorAt(candidate, path, wrong)] : [];
}

/** What a section uses of another is there, and can be used like that. */
export function referencesResolve(offers: readonly Offer[]): Rule {
  return each((candidate) => {
    const pathsOf = (isWanted: (schema: z.core.$ZodType) => boolean) =>
      pathsTo(candidate.schema, candidate.settings, isWanted);
    return [
      ...pathsOf(isUses).flatMap((path) => {
        const used = valueAt(candidate.settings, path);
        return isMap(used) ? Object.keys(used).flatMap((key) => useErrors(candidate, offers, [...path, key])) : [];
      }),
      ...pathsOf((schema) => kindsOfReference(schema) !== undefined).flatMap((path) =>
        referenceErrors(candidate, offers, path),
      ),
    ];
  });
}

export const referenceRules: readonly Rule[] = [
  referencesResolve(Object.values(layers).flatMap((layer) => layer.offers)),
];
