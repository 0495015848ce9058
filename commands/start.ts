import type { Command } from "commander";
import { portNumber } from "./emulator";

export function registerStart(program: Command): void {
  program
    .command("start")
    .description("try it out: synthesize everything and deploy dev to the local emulator (what npm start runs)")
    .option("--full", "also apply what the AWS provider waits minutes for, such as a DB instance")
    .option("--keep", "leave the emulator running, with everything in it")
    .option("--port <port>", "port of the emulator on the loopback address", portNumber)
    .action(async (options: { keep?: boolean; full?: boolean; port?: number }) => {
      const { start } = await import("./emulator/start");
      await start(options);
    });
}
