import type { Command } from "commander";
import { runOptions, type StackFlags, withStackOptions } from "./deploy/command-options";

export function registerDeploy(program: Command): void {
  withStackOptions(program.command("deploy"))
    .description("apply stacks in dependency order, each from a saved plan")
    .option("--auto-approve", "apply without asking")
    .option("--plan <folder>", "apply exactly the plans that `plan --out` wrote there and that were reviewed")
    .action(async (patterns: string[], flags: StackFlags & { readonly plan?: string }) => {
      const { deploy } = await import("./deploy/deploy-command");
      await deploy(patterns, runOptions(flags));
    });

  program
    .command("unlock")
    .description("remove the lock of a state after its process was killed")
    .argument("<stack>", "as in dev-network")
    .argument("<lock-id>", "id of the lock, from Terraform's message")
    .option("--emulator", "use the local emulator instead of AWS")
    .action(async (stack: string, id: string, flags: StackFlags) => {
      const { unlock } = await import("./deploy/unlock-command");
      await unlock(stack, id, runOptions({ ...flags, skipSynth: true }));
    });
}
