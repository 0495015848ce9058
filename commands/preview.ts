import type { Command } from "commander";
import { UserError } from "../platform/errors";

interface Options {
  readonly against?: string;
  readonly all?: boolean;
  readonly emulator?: boolean;
  readonly json?: boolean;
  readonly skipSynth?: boolean;
}

/** Adds `strata preview`: exit code 0 where nothing would change, 2 where something would, 1 for an error. */
export function registerPreview(program: Command): void {
  program
    .command("preview")
    .description("plan whole environments in one Terraform process, with the effects of changes across layers")
    .argument("<environments...>", "environment names or patterns")
    .option("--against <git ref>", "plan from that revision to the working tree, without AWS, credentials or state")
    .option("--all", "also plan the stacks that are as last deployed")
    .option("--emulator", "use the running emulator instead of AWS")
    .option("--json", "print the changes as JSON")
    .option("--skip-synth", "use the stacks of the last synth")
    .action(async (environments: string[], options: Options) => {
      const { against, all = false, emulator = false, json = false, skipSynth = false } = options;
      const { currentStacks } = await import("./merged-root/current-stacks");
      if (against !== undefined) {
        if (emulator) throw new UserError("--against asks neither AWS nor an emulator. Leave out --emulator.");
        const { runAgainst } = await import("./preview/against/run-against");
        process.exitCode = await runAgainst(await currentStacks(skipSynth), { environments, base: against, json });
        return;
      }
      const { runPreview } = await import("./preview/run-preview");
      process.exitCode = await runPreview(await currentStacks(skipSynth), { environments, emulator, all, json });
    });
}
