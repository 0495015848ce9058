import { type Command, InvalidArgumentError } from "commander";

/** Reads a port from the command line. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65535) {
    throw new InvalidArgumentError("A port is a whole number from 1024 to 65535.");
  }
  return port;
}

export function registerEmulator(program: Command): void {
  const emulator = program
    .command("emulator")
    .description("start and stop the local AWS emulator that the try-out and the tests use");

  emulator
    .command("start")
    .description("start it in the background; install it first where it is not there")
    .option("--port <port>", "port on the loopback address (default: the definition's)", portNumber)
    .action(async ({ port }: { port?: number }) => {
      const { loadEmulator } = await import("./emulator/definition");
      const { printNote } = await import("./emulator/print");
      const { startEmulator } = await import("./emulator/server");
      const definition = loadEmulator();
      const { endpoint, startedNow } = await startEmulator(definition, port, printNote);
      printNote(`${definition.name} ${startedNow ? "runs" : "runs already"} at ${endpoint}`);
    });

  emulator
    .command("stop")
    .description("stop the emulator that `start` started; what it held is gone")
    .action(async () => {
      const { stopEmulator } = await import("./emulator/server");
      const stopped = await stopEmulator();
      console.log(stopped ? `${stopped.emulator} stopped (process ${stopped.pid})` : "no emulator of ours runs");
    });

  emulator
    .command("status")
    .description("say where it runs, or how to start it")
    .action(async () => {
      const { loadEmulator } = await import("./emulator/definition");
      const { describeEmulator } = await import("./emulator/server");
      console.log(await describeEmulator(loadEmulator()));
    });
}
