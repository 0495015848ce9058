import { type Command, Option } from "commander";

interface Options {
  readonly only?: "checkov" | "platform";
  readonly json?: boolean;
  readonly sarif?: string;
}

/** Adds `strata policy`: checkov and the platform's rules over all stacks. Leaves exit code 1 when anything is found. */
export function registerPolicy(program: Command): void {
  program
    .command("policy")
    .description("check all stacks with checkov and the platform's rules (exceptions: policies/waivers.yaml)")
    .addOption(new Option("--only <source>", "run only one of the two").choices(["checkov", "platform"]))
    .option("--json", "print the findings as JSON")
    .option("--sarif <file>", "write the findings as SARIF, for code scanning")
    .action(async ({ only, json = false, sarif }: Options) => {
      const { synthesizeStacks } = await import("./synth");
      const { runPolicy } = await import("./policy/run");
      const { today } = await import("./today");
      const ok = await runPolicy(await synthesizeStacks(), { only, json, sarif, today: today() });
      if (!ok) process.exitCode = 1;
    });
}
