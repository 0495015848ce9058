import { type NameKind, nameRules } from "../../platform/name-rules";
import { isName } from "../../platform/names";
import { formatPlace } from "../loader/errors";
import { errorAt, placeOf } from "../loader/merged-environment";
import { each, eachNamed } from "../loader/rule";
import type { Rule } from "./rule";

/** A reader who looks for an environment must find it by its file name. */
const namedLikeItsFile: Rule = each((candidate) => {
  const { name } = candidate.settings;
  const { stem } = candidate.source;
  if (name === undefined || name === stem) return [];
  const fix = `Set name: ${stem} in ${candidate.source.file}, or rename the file to ${name}.yaml.`;
  return [errorAt(candidate, ["name"], { allowed: `the name of the file, ${stem}`, fix })];
});

/** The name is part of every resource name and of every state key. */
const ofUniqueName: Rule = (candidates) =>
  candidates.flatMap((candidate, index) => {
    const { name } = candidate.settings;
    const twin = candidates.slice(0, index).find(({ settings }) => name !== undefined && settings.name === name);
    if (!twin) return [];
    const place = formatPlace(placeOf(twin, ["name"]));
    const allowed = `a name that no other environment has (${place} has this one)`;
    return [errorAt(candidate, ["name"], { allowed, fix: "Give each environment a different name." })];
  });

/** Some services keep the beginnings of a few names to themselves, as EC2 does `sg-` of security groups. */
const organizationThatNamesBeginWith: Rule = eachNamed((candidate, named) => {
  const kinds = Object.keys(nameRules) as NameKind[];
  const refusing = kinds.find((kind) => !isName(kind, named, "main"));
  if (!refusing) return [];
  const why = `AWS refuses names of type ${refusing} that begin with ${named.organization}-`;
  return [errorAt(candidate, ["organization"], { allowed: "another name", why, fix: "Choose another." })];
});

export const identityRules: readonly Rule[] = [namedLikeItsFile, ofUniqueName, organizationThatNamesBeginWith];
