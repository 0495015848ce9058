import { layers } from "../../layers/layers";
import { isUses, type Offer } from "../../platform/references";
import type { FileError } from "../loader/errors";
import { type Candidate, errorAt, keyErrorAt } from "../loader/merged-environment";
import { each, type Rule } from "../loader/rule";
import { pathsTo } from "../loader/shape";
import { didYouMean } from "../loader/suggest";
import { isMap, type Path, valueAt } from "../loader/values";

/** Also names that are not well-formed: those are errors of their own. */
function namesOf({ names }: Offer, { merged }: Candidate): readonly string[] {
  if (!("keysOf" in names)) return names;
  const section = valueAt(merged.value, names.keysOf);
  return isMap(section) ? Object.keys(section) : [];
}

function errorsOf(candidate: Candidate, offers: readonly Offer[], path: Path): FileError[] {
  const reference = String(path.at(-1));
  const [kind = "", name = ""] = reference.split(/\.(.*)/s);
  const offer = offers.find((one) => one.kind === kind);
  const names = offer ? namesOf(offer, candidate) : [];
  if (!offer || !names.includes(name)) {
    const choices = (offer ? [offer] : offers).flatMap((one) =>
      namesOf(one, candidate).map((known) => `${one.kind}.${known}`),
    );
    const allowed = offer
      ? `a name of the kind ${kind} (${names.join(", ") || "there is none"})`
      : `a name of one of the kinds ${offers.map((one) => one.kind).join(", ")}`;
    const fix =
      offer && "keysOf" in offer.names ? `Add ${name} to ${offer.names.keysOf.join(".")}.` : "Remove the line.";
    return [keyErrorAt(candidate, path, { allowed, fix: didYouMean(reference, choices, fix) })];
  }
  const level = valueAt(candidate.settings, path);
  if (typeof level !== "string" || offer.levels.includes(level)) return [];
  const allowed = `a level of the kind ${kind} (${offer.levels.join(" or ")})`;
  return [errorAt(candidate, path, { allowed, fix: didYouMean(level, offer.levels, "Change it.") })];
}

/** What a section uses of another is there, and can be used like that. */
export function referencesResolve(offers: readonly Offer[]): Rule {
  return each((candidate) =>
    pathsTo(candidate.schema, candidate.settings, isUses).flatMap((path) => {
      const used = valueAt(candidate.settings, path);
      return isMap(used) ? Object.keys(used).flatMap((key) => errorsOf(candidate, offers, [...path, key])) : [];
    }),
  );
}

export const referenceRules: readonly Rule[] = [
  referencesResolve(Object.values(layers).flatMap((layer) => layer.offers)),
];
