import { zonesIn, zonesOfNewAccounts } from "../../platform/regions";
import { zoneSlot } from "../../platform/zones";
import { errorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import type { Rule } from "./rule";

const zonesOfTheRegion: Rule = each((candidate) => {
  const { region, zones } = candidate.settings;
  if (region === undefined || !zones) return [];
  const known = zonesIn(region);
  return zones.flatMap((zone, index) => {
    if (known.includes(zone)) return [];
    const allowed = `a zone of ${region} (${known.join(", ")})`;
    return [errorAt(candidate, ["zones", index], { allowed, fix: "Name one of them, or change the region." })];
  });
});

const zonesOnce: Rule = each((candidate) =>
  (candidate.settings.zones ?? []).flatMap((zone, index, zones) => {
    if (zones.indexOf(zone) === index) return [];
    const fix = "Name another zone, or remove this one.";
    return [errorAt(candidate, ["zones", index], { allowed: "each zone only once", fix })];
  }),
);

/** A zone keeps its address ranges by its letter; two with one slot would want the same. */
const zonesApart: Rule = each((candidate) => {
  const { region, zones = [] } = candidate.settings;
  const existing = region === undefined ? [] : zones.filter((zone) => zonesIn(region).includes(zone));
  return existing.flatMap((zone, index) => {
    const earlier = existing.slice(0, index).find((other) => other !== zone && zoneSlot(other) === zoneSlot(zone));
    if (earlier === undefined) return [];
    const allowed = `a zone whose address range differs from that of ${earlier}`;
    const fix = "Replace one of the two.";
    return [errorAt(candidate, ["zones", zones.indexOf(zone)], { allowed, fix })];
  });
});

const zonesOfAccounts: Rule = each((candidate) => {
  const { region, zones } = candidate.settings;
  if (region === undefined || !zones || zones.length <= zonesOfNewAccounts(region)) return [];
  const most = zonesOfNewAccounts(region);
  const why = `AWS gives a new account no more zones of ${region}`;
  const fix = `Name ${most} of them, or change the region.`;
  return [errorAt(candidate, ["zones"], { allowed: `at most ${most} zones`, why, fix })];
});

/** Losing one zone of two halves the capacity; of three it leaves enough to run on. */
const threeZones: Rule = each((candidate) => {
  const { tier, region, zones } = candidate.settings;
  if (!zones || zones.length >= 3 || tier === undefined || tier === "sandbox") return [];
  const fix = wayToThree(region, zones);
  return [errorAt(candidate, ["zones"], { allowed: `at least three zones in tier ${tier}`, fix })];
});

function wayToThree(region: string | undefined, zones: readonly string[]): string {
  if (region === undefined) return "Add a zone.";
  if (zonesOfNewAccounts(region) < 3) {
    return `Change the region: AWS gives a new account ${zonesOfNewAccounts(region)} zones of ${region}.`;
  }
  const free = zonesIn(region).filter((zone) => !zones.some((other) => zoneSlot(other) === zoneSlot(zone)));
  return free.length > 0 ? `Add one of ${free.join(", ")}.` : "Add a zone.";
}

export const availabilityRules: readonly Rule[] = [
  zonesOfTheRegion,
  zonesOnce,
  zonesApart,
  zonesOfAccounts,
  threeZones,
];
