import type { Command } from "commander";
import { runOptions, type StackFlags, withStackOptions } from "./deploy/command-options";

interface PlanFlags {
  readonly preview: boolean;
  readonly all?: boolean;
  readonly out?: string;
  readonly report?: string;
}

export function registerPlan(program: Command): void {
  withStackOptions(program.command("plan"))
    .description("plan stacks without changing anything")
    .option("--no-preview", "plan every stack, without asking first in one process which of them change")
    .option("--all", "also ask of the stacks that are as last deployed whether they change")
    .option("--out <folder>", "keep the plans, for `review --plans` and `deploy --plan`")
    .option("--report <file>", "write what was planned as JSON, with the time of each stack")
    .action(async (patterns: string[], flags: StackFlags & PlanFlags) => {
      const { plan } = await import("./deploy/plan-command");
      await plan(patterns, runOptions(flags));
    });
}
