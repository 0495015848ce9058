import type { Command } from "commander";
import { runOptions, type StackFlags, withStackOptions } from "./deploy/command-options";

interface Flags extends StackFlags {
  readonly out: string;
}

/** Adds `strata drift`: exit code 0 where nothing has drifted, 2 where something has, 3 for a danger, 1 for an error. */
export function registerDrift(program: Command): void {
  withStackOptions(program.command("drift"))
    .description("compare states with what there is, without changing either, and report what somebody else changed")
    .option("--out <folder>", "where to write drift.md, drift.html and drift.json", "cdktf.out/drift")
    .action(async (patterns: string[], { out, ...flags }: Flags) => {
      const { runDrift } = await import("./drift/run-drift");
      process.exitCode = await runDrift(patterns, { ...runOptions(flags), out });
    });
}
