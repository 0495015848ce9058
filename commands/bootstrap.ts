import type { Command } from "commander";

/** Adds `strata bootstrap`: the bucket and the key of the states, and the quotas that the account lacks. */
export function registerBootstrap(program: Command): void {
  program
    .command("bootstrap")
    .description("create the state bucket and its KMS key, and list the quotas to raise; safe to repeat")
    .argument("<environment>", "name of an environment whose states are in S3")
    .option("--emulator", "use the running emulator instead of AWS")
    .action(async (environment: string, { emulator = false }: { readonly emulator?: boolean }) => {
      const { bootstrap } = await import("./bootstrap/run");
      console.log(await bootstrap(environment, emulator));
    });
}
