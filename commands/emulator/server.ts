import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../../platform/errors";
import { projectRoot } from "../../platform/root";
import { formatSeconds } from "../deploy/counts";
import { isAlive, processIdentity } from "../processes";
import type { Emulator } from "./definition";
import { endpointVariable, givenEndpoint, isHealthy, isPortFree, localEndpoint, whoAnswers } from "./endpoint";
import { emulatorFolder } from "./folders";
import { findOrInstall } from "./install";
import { type EmulatorRecord, readRecord, removeRecord, writeRecord } from "./record";

export interface RunningEmulator {
  readonly endpoint: string;
  /** This call started it: it did not run before, and no other process started it. */
  readonly startedNow: boolean;
}

/** File that the emulator's output goes to. */
export function emulatorLog(emulator: Emulator): string {
  return join(emulatorFolder(), `${emulator.name}.log`);
}

/**
 * Starts the emulator in the background, unless ours runs already or STRATA_EMULATOR_ENDPOINT names one.
 * @param port port on the loopback address. Default: the definition's
 * @param note called with progress, line by line
 * @throws UserError when the port is taken, or the emulator cannot be had or does not start
 */
export async function startEmulator(
  emulator: Emulator,
  port: number | undefined,
  note: (text: string) => void,
): Promise<RunningEmulator> {
  const given = givenEndpoint();
  if (given) {
    if (await isHealthy(given, emulator.health)) return { endpoint: given, startedNow: false };
    throw new UserError(
      `No ${emulator.name} answers at ${given}, which ${endpointVariable} names. Start it, or unset the variable.`,
    );
  }
  const record = readRecord();
  if (record && isAlive(record)) return reuse(emulator, record, port);

  const chosen = port ?? emulator.port;
  const endpoint = localEndpoint(chosen);
  if (!(await isPortFree(chosen))) {
    const who = await whoAnswers(endpoint, emulator);
    throw new UserError(
      `Port ${chosen} is taken: ${who} answers there. Choose another with \`npx strata emulator start --port <port>\`` +
        `${who === `another ${emulator.name}` ? `, or use that one: ${endpointVariable}=${endpoint}` : ""}.`,
    );
  }
  const program = await findOrInstall(emulator, note);
  // What the last one held is gone, and with it the meaning of our notes on it.
  rmSync(emulatorFolder(), { recursive: true, force: true });
  await launch(emulator, program, chosen);
  return { endpoint, startedNow: true };
}

async function reuse(emulator: Emulator, record: EmulatorRecord, port: number | undefined): Promise<RunningEmulator> {
  const endpoint = localEndpoint(record.port);
  if (port !== undefined && port !== record.port) {
    throw new UserError(
      `${record.emulator} runs already, at ${endpoint}. Stop it with \`npx strata emulator stop\` before it moves to port ${port}.`,
    );
  }
  if (!(await isHealthy(endpoint, emulator.health))) {
    throw new UserError(
      `${record.emulator} runs (process ${record.pid}) and does not answer at ${endpoint}. ` +
        "Run `npx strata emulator stop` and start it again.",
    );
  }
  return { endpoint, startedNow: false };
}

async function launch(emulator: Emulator, program: string, port: number): Promise<void> {
  mkdirSync(emulatorFolder(), { recursive: true });
  const log = openSync(emulatorLog(emulator), "w");
  const variables = Object.entries(emulator.environment).map(([name, value]) => [
    name,
    value.replaceAll("{project}", projectRoot()),
  ]);
  const child = spawn(
    program,
    emulator.command.slice(1).map((argument) => argument.replaceAll("{port}", String(port))),
    { detached: true, stdio: ["ignore", log, log], env: { ...process.env, ...Object.fromEntries(variables) } },
  );
  closeSync(log);
  child.unref();
  const failure = new Promise<string>((resolve) => {
    child.once("error", ({ message }) => resolve(message));
    child.once("exit", (code) => resolve(`it ended with ${code}`));
  });
  const identity = child.pid && processIdentity(child.pid);
  if (child.pid && identity) {
    const started = new Date().toISOString();
    writeRecord({ emulator: emulator.name, pid: child.pid, port, started, identity });
  }
  const error = await Promise.race([failure, waitUntilHealthy(emulator, port)]);
  if (error === undefined) return;

  endProcess(child);
  removeRecord();
  const tail = readFileSync(emulatorLog(emulator), "utf8").trim().split("\n").slice(-15).join("\n");
  throw new UserError(`${program} does not work: ${error}. The end of ${emulatorLog(emulator)}:\n${tail || "(empty)"}`);
}

function endProcess({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

async function waitUntilHealthy(emulator: Emulator, port: number): Promise<string | undefined> {
  const end = Date.now() + emulator.startSeconds * 1_000;
  while (Date.now() < end) {
    if (await isHealthy(localEndpoint(port), emulator.health, 5)) return undefined;
    await wait(100);
  }
  return `it did not answer at ${localEndpoint(port)}${emulator.health} within ${emulator.startSeconds} s`;
}

/**
 * Stops the emulator that we started, and no other process.
 * @returns the record of what was stopped, or undefined when nothing of ours ran
 */
export async function stopEmulator(): Promise<EmulatorRecord | undefined> {
  const record = readRecord();
  const alive = record !== undefined && isAlive(record);
  if (alive) {
    // A minus: the whole group, for a program that is started through a wrapper.
    const target = process.platform === "win32" ? record.pid : -record.pid;
    process.kill(target, "SIGTERM");
    for (let tries = 0; tries < 50 && isAlive(record); tries++) await wait(100);
    if (isAlive(record)) process.kill(target, "SIGKILL");
  }
  removeRecord();
  return alive ? record : undefined;
}

/** What `emulator status` says: where it runs, since when, or how to start it. */
export async function describeEmulator(emulator: Emulator, now: number = Date.now()): Promise<string> {
  const given = givenEndpoint();
  if (given) {
    const works = await isHealthy(given, emulator.health);
    return `${given}, named by ${endpointVariable}: ${works ? "answers" : "does not answer"}`;
  }
  const record = readRecord();
  if (!record) return "not running. Start it with `npx strata emulator start`.";
  if (!isAlive(record)) {
    return `not running (process ${record.pid} has ended). Start it with \`npx strata emulator start\`.`;
  }
  const uptime = formatSeconds(now - Date.parse(record.started));
  const endpoint = localEndpoint(record.port);
  const works = await isHealthy(endpoint, emulator.health);
  return `${record.emulator} ${works ? "runs" : "does not answer"} at ${endpoint} (process ${record.pid}, for ${uptime})`;
}
