import type { Action, PlannedChange } from "./events";

/** How many resources a plan adds, changes in place, destroys and takes over. A replacement adds one and destroys one. */
export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly import: number;
}

export function countChanges(changes: readonly Pick<PlannedChange, "action" | "imported">[]): Counts {
  const of = (...actions: Action[]) => changes.filter(({ action }) => actions.includes(action)).length;
  return {
    add: of("create", "replace"),
    change: of("update"),
    remove: of("delete", "replace"),
    import: changes.filter(({ action, imported }) => imported || action === "import").length,
  };
}

/** As in `+12 ~0 -0`, with the imports where there are any. */
export function formatCounts({ add, change, remove, import: imported }: Counts): string {
  return `+${add} ~${change} -${remove}${imported > 0 ? ` (${imported} taken over)` : ""}`;
}

/** As in `8 s` or `2 min 05 s`. */
export function formatSeconds(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
