import type { Command } from "commander";

interface Options {
  readonly applyMocks?: boolean;
  readonly json?: boolean;
  readonly skipSynth?: boolean;
}

/** Adds `strata validate`: the real provider over all stacks. Leaves exit code 1 when anything is wrong. */
export function registerValidate(program: Command): void {
  program
    .command("validate")
    .description("validate all stacks with the AWS provider in one Terraform process, without an AWS account")
    .option("--apply-mocks", "then apply and destroy every stack with mock values instead of AWS")
    .option("--json", "print the findings as JSON")
    .option("--skip-synth", "use the stacks of the last synth")
    .action(async ({ applyMocks = false, json = false, skipSynth = false }: Options) => {
      const { currentStacks } = await import("./merged-root/current-stacks");
      const { runValidate } = await import("./merged-root/run-validate");
      const ok = await runValidate(await currentStacks(skipSynth), { applyMocks, json });
      if (!ok) process.exitCode = 1;
    });
}
