import { regions } from "../../platform/regions";
import { faultAt } from "../draft";
import { each, type Rule } from "./rule";

const zonesOfTheRegion: Rule = each((candidate) => {
  const { region, zones } = candidate.settings;
  const known = region === undefined ? undefined : regions[region];
  if (!known || !zones) return [];
  return zones.flatMap((zone, index) => {
    if (known.includes(zone)) return [];
    const allowed = `${region} has the zones ${known.join(", ")}`;
    return [faultAt(candidate, ["zones", index], { allowed, fix: "Name one of them, or change the region." })];
  });
});

const zonesOnce: Rule = each((candidate) =>
  (candidate.settings.zones ?? []).flatMap((zone, index, zones) => {
    if (zones.indexOf(zone) === index) return [];
    const fix = "Name another zone, or remove this one.";
    return [faultAt(candidate, ["zones", index], { allowed: "each zone stands once", fix })];
  }),
);

/** Losing one zone of two halves the capacity; of three it leaves enough to run on. */
const threeZones: Rule = each((candidate) => {
  const { tier, region, zones } = candidate.settings;
  if (!zones || zones.length >= 3 || tier === undefined || tier === "sandbox") return [];
  const free = (region === undefined ? [] : (regions[region] ?? [])).filter((zone) => !zones.includes(zone));
  const fix = free.length > 0 ? `Add one of ${free.join(", ")}.` : "Add a zone.";
  return [faultAt(candidate, ["zones"], { allowed: `tier ${tier} spreads over at least three zones`, fix })];
});

/** A single NAT gateway ties the outbound traffic of all zones to one of them. */
const natPerZone: Rule = each((candidate) => {
  const { tier, network } = candidate.settings;
  if (network?.natPerAz !== false || tier === undefined || tier === "sandbox") return [];
  const allowed = `tier ${tier} needs one NAT gateway per zone (true)`;
  return [faultAt(candidate, ["network", "natPerAz"], { allowed, fix: "Remove the line or set it to true." })];
});

export const availabilityRules: readonly Rule[] = [zonesOfTheRegion, zonesOnce, threeZones, natPerZone];
