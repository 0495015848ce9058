import type { Stack } from "../../synthesized/stack";
import type { Selection } from "../emulator/applicable";
import type { StateSource } from "../preview/read-states";

/** Where stacks are planned and applied: AWS itself, or the emulator. */
export interface Target {
  /** As in "AWS" or "moto at http://127.0.0.1:5566". */
  readonly name: string;
  readonly isEmulator: boolean;
  /** Option that a command line needs to mean this target: "" or " --emulator". */
  readonly option: string;
  /** Variables of every Terraform process. */
  readonly env: Readonly<Record<string, string>>;
  /** The emulator forgets its states: an `init` must not ask what was before. */
  readonly reconfigure: boolean;
  /** Folder that Terraform runs in. */
  folder(stack: Stack): string;
  /** Folder of our own notes on the runs of a stack, outside of what synthesis writes. */
  notes(stack: Stack): string;
  /** Makes the folder ready for Terraform, apart from `init`. */
  prepare(stack: Stack): Promise<void>;
  /** Where the states are. */
  readonly states: StateSource;
  /** What it adds to the configuration of a stack, and what it leaves out. Default: nothing. */
  readonly setting?: (stack: Stack) => unknown;
  /** What can be applied there. */
  applicable(stack: Stack): Selection;
  /** What can be planned there. */
  plannable(stack: Stack): Selection;
}
