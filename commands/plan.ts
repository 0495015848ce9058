import type { Command } from "commander";
import { runOptions, type StackFlags, withStackOptions } from "./deploy/command-options";

export function registerPlan(program: Command): void {
  withStackOptions(program.command("plan"))
    .description("plan stacks without changing anything")
    .action(async (patterns: string[], flags: StackFlags) => {
      const { plan } = await import("./deploy/plan-command");
      await plan(patterns, runOptions(flags));
    });
}
