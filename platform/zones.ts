/** The letter of a zone within its region: "a" of "us-east-1a". */
export function zoneLetter(zone: string): string {
  return zone.slice(-1);
}

/** Parts that every subnet tier is cut into: the most zones an environment can have. */
export const zoneSlots = 4;

/**
 * The slot of a zone, 0 to 3. It follows from the zone's letter alone, so that a zone keeps its address range whatever
 * other zones an environment names, and in whatever order. Letters four apart share one: a and e, b and f.
 */
export function zoneSlot(zone: string): number {
  return (zoneLetter(zone).charCodeAt(0) - "a".charCodeAt(0)) % zoneSlots;
}

/**
 * The zones in an order that changes as little as possible when one is added, or replaced by another: each at the place
 * of its slot, and where no zone has that slot, one of those whose slots lie behind the last place. Whatever is spread
 * over zones by number, as the instances of a database, then stays in its zone.
 * @param zones zones with different slots
 */
export function inSlots(zones: readonly string[]): string[] {
  const bySlot = new Map(zones.map((zone) => [zoneSlot(zone), zone]));
  const behind = [...bySlot].filter(([slot]) => slot >= zones.length).map(([, zone]) => zone);
  const rest = behind.sort((one, other) => zoneSlot(one) - zoneSlot(other));
  return zones.map((_, place) => bySlot.get(place) ?? rest.shift()).filter((zone) => zone !== undefined);
}
