import { tiers } from "../../platform/environment";
import type { Action, AttributeChange } from "../preview/changes";
import type { ContractChange } from "./dangers/contracts";
import type { NarrowedRole, NewRole } from "./dangers/roles";
import type { Counts, Disagreement, KnownDrift, Review, Subject, Verdict } from "./report";

/** The sign of an action in tables and lists. */
export const signs: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "−",
  move: "→",
  import: "←",
  forget: "·",
};

/** What an action will do, as in "3 to add". */
export const verbs: Readonly<Record<Action, string>> = {
  create: "to add",
  update: "to change",
  replace: "to replace",
  delete: "to destroy",
  move: "to move",
  import: "to import",
  forget: "to forget",
};

const verdicts: Readonly<Record<Subject["kind"], Readonly<Record<Verdict, string>>>> = {
  revision: {
    safe: "Nothing changes",
    changes: "Changes, none of them dangerous",
    danger: "Look at this before you approve",
    error: "The working tree cannot be planned",
  },
  drift: {
    safe: "Nothing has drifted",
    changes: "Drift, none of it dangerous",
    danger: "Look at this drift first",
    error: "Some stacks cannot be compared with what there is",
  },
};

/** The first line of a report. */
export function headline({ subject, verdict, dangers }: Review): string {
  const text = verdicts[subject.kind][verdict];
  return verdict === "danger" ? `${text}: ${dangers.length} ${dangers.length === 1 ? "danger" : "dangers"}` : text;
}

/** What the report compares, after its totals. */
export function against({ subject }: Review): string {
  if (subject.kind === "drift") return `of the states, compared with ${subject.target}`;
  return `against ${subject.ref} (${subject.commit.slice(0, 10)})`;
}

/** What the report cannot know. */
export function unknowns({ subject, planned }: Review): string {
  if (subject.kind === "drift") return "Only what a state records is compared: what others created is not in it.";
  const without =
    "Not known without AWS: drift, and values that AWS computes anew. Ids and ARNs that AWS assigns are made up.";
  return planned.length > 0 ? `${without} Plans against the states of ${planned.join(", ")} are included.` : without;
}

/** A resource of which plan and comparison say different things. */
export function disagreementText({ place, planned, compared, attributes }: Disagreement): string {
  const says = (action: Action | undefined) => (action === undefined ? "nothing" : action);
  const names = attributes.length > 0 ? ` (${attributes.join(", ")})` : "";
  return `${place.stack} ${nameOf(place)}: the plan says ${says(planned)}, the comparison ${says(compared)}${names}`;
}

/** A drift that is known, with its reason. */
export function knownText({ stack, address, attributes, reason }: KnownDrift): string {
  return `${stack} ${address}: ${attributes.join(", ")}. ${reason}`;
}

/** "12 to add, 3 to change"; "no changes" for none. */
export function totals(counts: Counts): string {
  const parts = entries(counts).map(([action, count]) => `${count} ${verbs[action]}`);
  return parts.join(", ") || "no changes";
}

/** Where a danger is: its stacks or environments. */
export function placesText(places: readonly string[]): string {
  return places.map((place) => (place === "all" ? "all environments" : place)).join(", ");
}

/** As in "dev, stage and prod". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** As in "data in dev, stage and prod: 3 to change each". */
export function groupTitle({ stacks }: Review, [first = "", ...others]: readonly string[]): string {
  const counts = totalsOf(stacks, first);
  if (others.length === 0) return `${first}: ${counts}`;
  const environments = [first, ...others].map((id) => stacks.find((stack) => stack.id === id)?.environment ?? id);
  const layer = stacks.find(({ id }) => id === first)?.layer ?? "";
  return `${layer} in ${listed(environments)}: ${counts} each`;
}

function totalsOf(stacks: Review["stacks"], id: string): string {
  const counts = stacks.find((stack) => stack.id === id)?.counts;
  return counts ? totals(counts) : "";
}

/** A role that is added, and what it may do. */
export function newRoleText({ stack, name, may }: NewRole): string {
  return `${stack} ${name} may: ${may.join("; ") || "nothing"}`;
}

/** A role that may do less, and what. */
export function narrowedRoleText({ stack, name, mayNoLonger }: NarrowedRole): string {
  return `${stack} ${name} may no longer: ${mayNoLonger.join("; ")}`;
}

/** As in "dev-network vpc_id changes, which dev-data reads". */
export function contractText({ stack, output, change, readers }: ContractChange): string {
  const verb = { added: "is new", changed: "comes from something else", removed: "is no longer there" }[change];
  if (readers.length === 0) return `${stack} ${output} ${verb}; no stack reads it`;
  return `${stack} ${output} ${verb}; read by ${readers.join(", ")}`;
}

/** "+12 ~3"; nothing for none. */
export function shortTotals(counts: Counts): string {
  return entries(counts)
    .map(([action, count]) => `${signs[action]}${count}`)
    .join(" ");
}

function entries(counts: Counts): [Action, number][] {
  return (Object.entries(counts) as [Action, number][]).filter(([, count]) => count > 0);
}

/** The construct path with the address, or the address alone. */
export function nameOf({ path, address }: { readonly path?: string; readonly address?: string }): string {
  if (path === undefined) return address ?? "";
  return address === undefined || path === address ? path : `${path} (${address})`;
}

/** A value in JSON, cut where it is long. */
export function valueText(value: unknown, most = 200): string {
  const text =
    value === undefined || value === null ? "none" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most)} …`;
}

/** What changes in an attribute: old and new value, and whether it forces a replacement. */
export function attributeText({ name, before, after, unknown, forcesReplacement }: AttributeChange): string {
  const values = unknown
    ? "known after apply"
    : before === undefined && after === undefined
      ? "a secret"
      : `${valueText(before)} → ${valueText(after)}`;
  return `${attributeName({ name, forcesReplacement })}: ${values}`;
}

/** The name of an attribute, and whether it forces a replacement. */
export function attributeName({
  name,
  forcesReplacement,
}: Pick<AttributeChange, "name" | "forcesReplacement">): string {
  return `${name}${forcesReplacement ? " (forces replacement)" : ""}`;
}

/** Tiers are listed from where a change is tried first to where it has to be right. */
function rankOf({ tier }: { readonly tier: string }): number {
  return (tiers as readonly string[]).indexOf(tier);
}

/** The layers of a review in the order of its stacks, and its environments by tier. */
export function axes({ stacks }: Review): {
  readonly layers: readonly string[];
  readonly environments: readonly string[];
} {
  const byTier = [...stacks].sort((one, other) => rankOf(one) - rankOf(other));
  return {
    layers: [...new Set(stacks.map(({ layer }) => layer))],
    environments: [...new Set(byTier.map(({ environment }) => environment))],
  };
}
