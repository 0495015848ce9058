import type { Action, PlannedChange } from "./events";
import type { PlanJson } from "./operations";

/** How many resources a plan adds, changes in place, replaces, destroys and takes over. */
export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly replace: number;
  readonly remove: number;
  readonly import: number;
}

export function countChanges(changes: readonly Pick<PlannedChange, "action" | "imported">[]): Counts {
  const of = (...actions: Action[]) => changes.filter(({ action }) => actions.includes(action)).length;
  return {
    add: of("create"),
    change: of("update"),
    replace: of("replace"),
    remove: of("delete"),
    import: changes.filter(({ action, imported }) => imported || action === "import").length,
  };
}

/** The changes of a plan in JSON, as the messages of a plan name them. */
export function plannedChanges({ resource_changes = [] }: PlanJson): Pick<PlannedChange, "action" | "imported">[] {
  return resource_changes
    .filter(({ mode }) => mode === "managed")
    .map(({ change }) => {
      const action = change.actions.length > 1 ? "replace" : change.actions[0] === "no-op" ? "noop" : change.actions[0];
      return { action: action as Action, ...(change.importing !== undefined && { imported: true }) };
    });
}

/** As in `+12 ~0 -0` or `+12 ~0 ±1 -0 (3 taken over)`: replacements and imports only where there are any. */
export function formatCounts({ add, change, replace, remove, import: imported }: Counts): string {
  const replaced = replace > 0 ? ` ±${replace}` : "";
  const takenOver = imported > 0 ? ` (${imported} taken over)` : "";
  return `+${add} ~${change}${replaced} -${remove}${takenOver}`;
}

/** As in `8 s` or `2 min 05 s`. */
export function formatSeconds(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
