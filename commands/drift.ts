import type { Command } from "commander";
import { runOptions, type StackFlags, withStackOptions } from "./deploy/command-options";

interface Flags extends StackFlags {
  readonly out: string;
}

/** Adds `strata drift`. Exit code 0: no drift, 2: drift, 3: a danger, 1: an error. */
export function registerDrift(program: Command): void {
  withStackOptions(program.command("drift"))
    .description(
      "compare the states with the resources in AWS, change neither, and report changes made outside of Terraform",
    )
    .option("--out <folder>", "where to write drift.md, drift.html and drift.json", "cdktf.out/drift")
    .action(async (patterns: string[], { out, ...flags }: Flags) => {
      const { runDrift } = await import("./drift/run-drift");
      process.exitCode = await runDrift(patterns, { ...runOptions(flags), out });
    });
}
