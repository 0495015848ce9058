import type { Command } from "commander";

interface Options {
  readonly base: string;
  readonly json?: boolean;
}

/** Adds `strata affected`: exit code 0 where no stack is affected, 2 where one is, 1 for an error. */
export function registerAffected(program: Command): void {
  program
    .command("affected")
    .description("list the stacks whose Terraform JSON or assets differ from those of a revision, and why")
    .requiredOption("--base <git ref>", "the revision to compare with")
    .option("--json", "print the stacks as JSON")
    .action(async ({ base, json = false }: Options) => {
      const { commitOf, stacksOf } = await import("./preview/against/revision");
      const { affectedStacks } = await import("./review/affected");
      const { currentStacks } = await import("./merged-root/current-stacks");
      const former = await stacksOf(await commitOf(base), base);
      const affected = affectedStacks(former, await currentStacks(false));
      if (json) console.log(JSON.stringify(affected, undefined, 2));
      else for (const { stack, reasons } of affected) console.log(`${stack}  ${reasons.join("; ")}`);
      process.exitCode = affected.length > 0 ? 2 : 0;
    });
}
