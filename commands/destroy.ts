import type { Command } from "commander";
import { runOptions, type StackFlags, withStackOptions } from "./deploy/command-options";

export function registerDestroy(program: Command): void {
  withStackOptions(program.command("destroy"))
    .description("destroy stacks, consumers first")
    .option("--auto-approve", "destroy without asking")
    .action(async (patterns: string[], flags: StackFlags) => {
      const { destroy } = await import("./deploy/destroy-command");
      await destroy(patterns, runOptions(flags));
    });
}
