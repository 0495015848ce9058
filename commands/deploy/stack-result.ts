import type { Skipped } from "../emulator/applicable";
import type { Difference } from "../emulator/differences";
import type { Counts } from "./counts";

/** What was done to a stack. */
export interface StackResult {
  /** What was changed. */
  readonly counts: Counts;
  /** Resources that exist now. */
  readonly applied: number;
  /** Emulator only: resources that are planned and not applied, with the reason of each. */
  readonly plannedOnly: readonly Skipped[];
  /** Emulator only: differences of the second plan that are known of the emulator. */
  readonly known: readonly Difference[];
}
