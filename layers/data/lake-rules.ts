import type { FileError } from "../../environments/loader/errors";
import { type Candidate, errorAt, keyErrorAt } from "../../environments/loader/merged-environment";
import { each, eachNamed, type Rule } from "../../environments/loader/rule";
import { entriesOf, valueAt } from "../../environments/loader/values";
import { zoneMistakes, zonePurpose, zoneTypes } from "../../modules/lake/zone-types";
import { roomFor } from "../../platform/names";
import type { DataEnvironment } from "./config";
import { isZoneName, tieringOf } from "./lake-config";

/** Policies, jobs and people find the four zones that every lake has by their names. */
const mainZones: Rule<DataEnvironment> = each((candidate) =>
  Object.keys(zoneTypes).flatMap((name) => {
    const zone = candidate.settings.data?.lake?.zones?.[name];
    if (!zone?.type || zone.type === name) return [];
    const path = ["data", "lake", "zones", name, "type"];
    return [errorAt(candidate, path, { allowed: `${name}, the name of the zone`, fix: "Remove the line." })];
  }),
);

/** Each has its default; only the word `none` takes one away. */
const mainZonesStay: Rule<DataEnvironment> = each((candidate) =>
  Object.keys(zoneTypes).flatMap((name) => {
    const path = ["data", "lake", "zones", name];
    if (candidate.tier === undefined || valueAt(candidate.merged.value, path) !== undefined) return [];
    return [errorAt(candidate, path, { allowed: "a zone that every lake has", fix: "Remove the line." })];
  }),
);

/** A zone is never weaker than its type. */
const zonesLikeTheirTypes: Rule<DataEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.data?.lake?.zones).flatMap(([name, zone]) => {
    const { type } = zone;
    if (!type) return [];
    return zoneMistakes({ ...zone, ...tieringOf(zone), type }).map(({ field, allowed }) => {
      const fix = field.endsWith("AfterDays") ? "Change it, or set it to never." : "Change it.";
      return errorAt(candidate, ["data", "lake", "zones", name, field], { allowed, fix });
    });
  }),
);

/**
 * S3 knows a bucket by one name in the whole world, which holds account and region as well as the zone. What else is
 * called after a zone is shorter, or may be longer: the role that copies its objects, its database.
 */
const bucketNamesFit: Rule<DataEnvironment> = eachNamed((candidate, named) => {
  const room = roomFor("s3-bucket", named);
  return entriesOf(candidate.settings.data?.lake?.zones).flatMap(([name, { type }]) => {
    if (!type || !isZoneName(name)) return [];
    const isMain = name === type;
    const excess = zonePurpose({ type, name: isMain ? undefined : name }).length - room;
    return excess > 0 ? [tooLong(candidate, name, isMain ? 0 : name.length - excess)] : [];
  });
});

/** @param most characters that a zone's name may have; the main ones have theirs */
function tooLong(candidate: Candidate, name: string, most: number): FileError {
  const path = ["data", "lake", "zones", name];
  const why = "a bucket's name has at most 63 characters, with organization, environment, account and region";
  if (most < 3) {
    const allowed = `a name that leaves room for the zone ${name}`;
    return errorAt(candidate, ["name"], { allowed, why, fix: "Shorten it, or the organization." });
  }
  const allowed = `at most ${most} characters in ${candidate.name}`;
  return keyErrorAt(candidate, path, { allowed, why, fix: "Shorten it." });
}

export const lakeRules: readonly Rule<DataEnvironment>[] = [
  mainZones,
  mainZonesStay,
  zonesLikeTheirTypes,
  bucketNamesFit,
];
