import { isPortFree } from "../../commands/emulator/endpoint";

/**
 * A port of the loopback address that nothing listens on. It is below the range from which systems choose ports by
 * themselves (32768 and up on Linux, 49152 and up elsewhere): neither an outgoing connection nor a server on port 0
 * takes it before the test does.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    if (await isPortFree(port)) return port;
  }
  throw new Error("Found no free port between 20000 and 29999 in 100 tries.");
}
