import { createHash } from "node:crypto";

/**
 * Paths as CloudFront and load balancers both compare them: with regard to case, `*` for any characters, none included.
 */
export const pathPattern = /^\/[\w\-.$/~"'@:+&*]*$/;

/** Longest path pattern of a listener rule (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html). */
export const longestPath = 128;

/** The pattern of every path. */
export const anyPath = "/*";

/** Whether a path, or every path of another pattern, is one of the pattern's. A `*` of the other is met by a `*` alone. */
export function covers(pattern: string, other: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\/]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(other);
}

/** Whether some path is one of both patterns. */
export function overlap(one: string, other: string): boolean {
  const seen = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${i}/${j}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const [a, b] = [one[i], other[j]];
    let found: boolean;
    if (a === undefined && b === undefined) found = true;
    else if (a === "*") found = from(i + 1, j) || (b !== undefined && from(i, j + 1));
    else if (b === "*") found = from(i, j + 1) || (a !== undefined && from(i + 1, j));
    else found = a !== undefined && a === b && from(i + 1, j + 1);
    seen.set(key, found);
    return found;
  };
  return from(0, 0);
}

/** How much a pattern says: characters other than `*`, and one more where there is none. */
function specificity(pattern: string): number {
  const said = pattern.replaceAll("*", "").length;
  return 2 * said + (pattern.includes("*") ? 0 : 1);
}

/** For sorting: a pattern that another covers comes before it. */
export function mostSpecificFirst(a: string, b: string): number {
  return specificity(b) - specificity(a) || a.split("*").length - b.split("*").length || (a < b ? -1 : 1);
}

/** Priorities of listener rules: those of routes are above the ones that the platform takes itself. */
const priorities = { first: 1000, last: 49_999, ofShortest: 20_000 };
const shortest = specificity(anyPath);
/** Paths that say more than this share their priorities. */
const mostSpecific = 80;
const band = Math.floor((priorities.ofShortest - priorities.first) / (mostSpecific - shortest));

/**
 * Priority of the listener rule of a host and a path, 1000 to 49999. It follows from these two alone, so that a new route
 * moves no other, and one that says more comes first. Two may have the same, rarely: it is an error of the environment file.
 */
export function priorityOf(host: string, pattern: string): number {
  const hash = createHash("sha256").update(`${host}${pattern}`).digest().readUInt32BE(0);
  const rank = Math.min(specificity(pattern), mostSpecific);
  if (rank <= shortest) return priorities.ofShortest + (hash % (priorities.last - priorities.ofShortest + 1));
  return priorities.first + (mostSpecific - rank) * band + (hash % band);
}
