import type { Command } from "commander";

interface Options {
  readonly emulator?: boolean;
  readonly json?: boolean;
  readonly skipSynth?: boolean;
}

/** Adds `strata preview`: exit code 0 where nothing would change, 2 where something would, 1 for an error. */
export function registerPreview(program: Command): void {
  program
    .command("preview")
    .description(
      "plan whole environments in one Terraform process, changes rippling across layers; also before a deploy",
    )
    .argument("<environments...>", "names of environments, or patterns")
    .option("--emulator", "plan against the running emulator instead of AWS")
    .option("--json", "print the changes as JSON")
    .option("--skip-synth", "work on what was synthesized before")
    .action(async (environments: string[], { emulator = false, json = false, skipSynth = false }: Options) => {
      const { currentStacks } = await import("./merged-root/current-stacks");
      const { runPreview } = await import("./preview/run-preview");
      process.exitCode = await runPreview(await currentStacks(skipSynth), { environments, emulator, json });
    });
}
