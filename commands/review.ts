import type { Command } from "commander";

interface Options {
  readonly base: string;
  readonly out: string;
  readonly plans?: string;
  readonly skipSynth?: boolean;
}

/** Adds `strata review`: exit code 0 where nothing changes, 2 where something does, 3 for a danger, 1 for an error. */
export function registerReview(program: Command): void {
  program
    .command("review")
    .description("report what your working tree changes against a revision, dangers first, without AWS or credentials")
    .argument("[environments...]", "environment names or patterns", ["*"])
    .requiredOption("--base <git ref>", "the revision that is applied today")
    .option("--out <folder>", "where to write review.md, review.html and review.json", "cdktf.out/review")
    .option("--plans <folder>", "plans in JSON against the states, as `plan --out` or HCP Terraform writes them")
    .option("--skip-synth", "use the stacks of the last synth")
    .action(async (environments: string[], { skipSynth = false, ...request }: Options) => {
      const { currentStacks } = await import("./merged-root/current-stacks");
      const { runReview } = await import("./review/run-review");
      const { recordSources } = await import("../platform/cdktf/sources");
      recordSources();
      process.exitCode = await runReview(await currentStacks(skipSynth), { environments, ...request });
    });
}
