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
    .description("check all stacks with the real AWS provider, in one Terraform process; needs no AWS account")
    .option("--apply-mocks", "then apply and destroy every stack with made-up answers of AWS, values resolved")
    .option("--json", "print what was found as JSON")
    .option("--skip-synth", "work on what was synthesized before")
    .action(async ({ applyMocks = false, json = false, skipSynth = false }: Options) => {
      const { currentStacks } = await import("./merged-root/current-stacks");
      const { runValidate } = await import("./merged-root/run-validate");
      const ok = await runValidate(await currentStacks(skipSynth), { applyMocks, json });
      if (!ok) process.exitCode = 1;
    });
}
