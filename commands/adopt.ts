import type { Command } from "commander";

/** Adds `strata adopt`: records what an account has already, so that the first apply imports it. */
export function registerAdopt(program: Command): void {
  program
    .command("adopt")
    .description("look for singletons that the account has already, and record them in the environment file as imports")
    .argument("<environment>", "name of an environment")
    .option("--emulator", "use the running emulator instead of AWS")
    .action(async (environment: string, { emulator = false }: { readonly emulator?: boolean }) => {
      const { adopt } = await import("./adopt/run");
      console.log(await adopt(environment, emulator));
    });
}
