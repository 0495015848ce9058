import { zoneMistakes, zoneTypes } from "../../layers/data/config";
import { faultAt } from "../draft";
import { entriesOf } from "../values";
import { each, type Rule } from "./rule";

/** Policies, jobs and people find the four zones that every lake has by their names. */
const mainZones: Rule = each((candidate) =>
  Object.keys(zoneTypes).flatMap((name) => {
    const zone = candidate.settings.data?.lake?.zones?.[name];
    if (!zone?.type || zone.type === name) return [];
    const path = ["data", "lake", "zones", name, "type"];
    return [faultAt(candidate, path, { allowed: `${name}, as the zone is called`, fix: "Remove the line." })];
  }),
);

/** A zone is never weaker than its type. */
const zonesLikeTheirTypes: Rule = each((candidate) =>
  entriesOf(candidate.settings.data?.lake?.zones).flatMap(([name, zone]) => {
    const { type } = zone;
    if (!type) return [];
    return zoneMistakes({ ...zone, type }).map(({ field, allowed }) =>
      faultAt(candidate, ["data", "lake", "zones", name, field], { allowed, fix: "Change it, or remove the line." }),
    );
  }),
);

export const lakeRules: readonly Rule[] = [mainZones, zonesLikeTheirTypes];
