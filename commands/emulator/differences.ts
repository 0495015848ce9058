import type { Block } from "../../synthesized/stack";
import type { ResourceChange } from "../deploy/operations";
import type { Skipped } from "./applicable";
import type { Emulator } from "./definition";

/** A change that a second plan shows. */
export interface Difference {
  readonly address: string;
  readonly action: string;
  /** Top-level attributes that differ. */
  readonly attributes: readonly string[];
  /** Why it is known. Absent for an error. */
  readonly reason?: string;
}

/** A second plan, compared with what is known of the emulator. */
export interface Judgement {
  /** Left out of the apply, and planned without an error. */
  readonly plannedOnly: readonly Skipped[];
  /** Differences on the list of the emulator's definition. */
  readonly known: readonly Difference[];
  /** Anything else: an error of the platform, or missing on a list. */
  readonly errors: Difference[];
}

/** Compares the plan that follows an apply with what the emulator is known for. */
export function judgeSecondPlan(
  changes: readonly ResourceChange[],
  skipped: readonly Skipped[],
  emulator: Emulator,
): Judgement {
  const known: Difference[] = [];
  const errors: Difference[] = [];
  const planned = new Set<string>();
  for (const change of changes) {
    const { address, mode } = change;
    const action = change.change.actions.join("/");
    if (mode === "data" || action === "no-op" || action === "read") continue;
    if (action === "create" && skipped.some((one) => one.address === address)) {
      planned.add(address);
      continue;
    }
    const difference = { address, action, attributes: changedAttributes(change) };
    const reason = knownReason(change, difference, emulator);
    if (reason === undefined) errors.push(difference);
    else known.push({ ...difference, reason });
  }
  return { plannedOnly: skipped.filter(({ address }) => planned.has(address)), known, errors };
}

/** Why a difference is known of the emulator; undefined when any part of it is not. */
function knownReason(
  { type }: ResourceChange,
  { action, attributes }: Difference,
  emulator: Emulator,
): string | undefined {
  if (action === "create" || action === "delete" || attributes.length === 0) return undefined;
  const entries = emulator.knownDifferences.filter(({ types }) => types.includes(type));
  const reasons = attributes.map((attribute) => entries.find((entry) => entry.attributes.includes(attribute))?.reason);
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join("; ");
}

/** The top-level attributes that a change is about. Of a replacement only those that force it: all others follow. */
export function changedAttributes({ change }: ResourceChange): string[] {
  if (change.replace_paths && change.replace_paths.length > 0) {
    return [...new Set(change.replace_paths.map(([attribute]) => String(attribute)))].sort();
  }
  const before = change.before ?? {};
  const after = change.after ?? {};
  const unknown = (change.after_unknown ?? {}) as Block;
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  const differs = (name: string) =>
    !isNothing(unknown[name]) || JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null);
  return [...names].filter(differs).sort();
}

/** Terraform marks what is known in `after_unknown` by false, or by empty values. */
function isNothing(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).every(isNothing);
  return value === undefined || value === false || value === null;
}
