/** Keys in alphabetical order, so that two people who add one do not collide. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** A record of what environments had, as its file has it. */
export function recordText(record: object): string {
  return `${JSON.stringify(sorted(record), null, 2)}\n`;
}
