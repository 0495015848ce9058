import { type Command, InvalidArgumentError } from "commander";

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a whole number from 1 up.");
  return value;
}

/** Adds the arguments and options that plan, deploy and destroy share. */
export function withStackOptions(command: Command): Command {
  return command
    .argument("[patterns...]", "stacks, as in dev-network or 'dev-*' (default: all)")
    .option("--emulator", "use the local emulator instead of AWS")
    .option("--parallelism <n>", "stacks to process at the same time (default: one per processor)", wholeNumber)
    .option("--skip-synth", "use the stacks of the last synth");
}

/** Options as the command line gives them. */
export interface StackFlags {
  readonly emulator?: boolean;
  readonly parallelism?: number;
  readonly skipSynth?: boolean;
  readonly autoApprove?: boolean;
}

/** The options of a run, out of the flags. */
export function runOptions<Flags extends StackFlags>({ skipSynth, ...flags }: Flags) {
  return { ...flags, synth: !skipSynth };
}
