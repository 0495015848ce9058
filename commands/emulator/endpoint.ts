import { createServer } from "node:net";
import { UserError } from "../../platform/errors";
import { isAlive } from "../processes";
import type { Emulator } from "./definition";
import { readRecord } from "./record";

/** The variable that names an emulator which runs already and is none of our business to start or stop. */
export const endpointVariable = "STRATA_EMULATOR_ENDPOINT";

/** URL of an emulator on this machine. */
export function localEndpoint(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** The endpoint named by the variable, without a slash at its end. @throws UserError when it is no URL */
export function givenEndpoint(): string | undefined {
  const value = process.env[endpointVariable];
  if (!value) return undefined;
  if (!URL.canParse(value)) {
    throw new UserError(`${endpointVariable} is "${value}", which is no URL. Set it as in http://127.0.0.1:5566.`);
  }
  return value.replace(/\/+$/, "");
}

/** URL of the emulator that runs. @throws UserError when none does, with the command that starts it */
export async function currentEndpoint(emulator: Emulator): Promise<string> {
  const given = givenEndpoint();
  if (given) {
    if (!(await isHealthy(given, emulator.health))) {
      throw new UserError(
        `No ${emulator.name} answers at ${given}, which ${endpointVariable} names. Start it, or unset the variable.`,
      );
    }
    return given;
  }
  const record = readRecord();
  if (!record || !isAlive(record)) {
    throw new UserError("The emulator does not run. Start it with `npx strata emulator start`.");
  }
  return localEndpoint(record.port);
}

/**
 * Whether an emulator works at the endpoint.
 * @param seconds how long to wait for its answer; one that is loading a service, on a busy machine, takes a while
 */
export async function isHealthy(endpoint: string, path: string, seconds = 30): Promise<boolean> {
  try {
    const answer = await fetch(endpoint + path, { signal: AbortSignal.timeout(seconds * 1_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** Whether a server can listen on the port of the loopback address. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Says who answers on a port, as far as that can be known: "moto", 'a server that calls itself "nginx"'. */
export async function whoAnswers(endpoint: string, emulator: Emulator): Promise<string> {
  if (await isHealthy(endpoint, emulator.health)) return `another ${emulator.name}`;
  try {
    const answer = await fetch(endpoint, { signal: AbortSignal.timeout(2_000), redirect: "manual" });
    const server = answer.headers.get("server");
    return server ? `a server that calls itself "${server}"` : "an HTTP server";
  } catch {
    return "something that does not speak HTTP";
  }
}
