import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { currentEndpoint } from "../../../commands/emulator/endpoint";
import { readRecord, writeRecord } from "../../../commands/emulator/record";
import { describeEmulator, startEmulator, stopEmulator } from "../../../commands/emulator/server";
import { isAlive, processIdentity } from "../../../commands/processes";
import { projectRoot } from "../../../platform/root";
import { freePort } from "../../support/free-port";
import { emulatorOf } from "./fake-emulator";
import { fakeServer } from "./fake-server";

const answering = `require("node:http").createServer((_, r) => r.end()).listen(Number(process.argv[2]), "127.0.0.1");`;
const dying = `console.error("no such module: flask"); process.exit(3);`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-emulator-"));
  vi.stubEnv("STRATA_WORK_FOLDER", join(folder, "work"));
  vi.stubEnv("STRATA_EMULATOR_ENDPOINT", undefined);
  vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
});
afterEach(async () => {
  await stopEmulator();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts a program on PATH: a Node script called fake-emulator. */
function onPath(script: string): void {
  const program = join(folder, "fake-emulator");
  writeFileSync(program, `#!${process.execPath}\n${script}\n`);
  chmodSync(program, 0o755);
  vi.stubEnv("PATH", folder);
}

const emulator = emulatorOf();
const start = (port?: number, definition = emulator) => startEmulator(definition, port, () => {});

describe("startEmulator", () => {
  it("starts, is reused, says where it runs, and stops", async () => {
    onPath(answering);
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    expect(await start(port)).toEqual({ endpoint, startedNow: true });
    expect(await currentEndpoint(emulator)).toBe(endpoint);
    expect(await start()).toEqual({ endpoint, startedNow: false });
    const record = readRecord();
    expect(await describeEmulator(emulator)).toContain(`fake runs at ${endpoint} (process ${record?.pid}, for `);
    await expect(start(port === 1024 ? 1025 : port - 1)).rejects.toThrow(/runs already, at .*emulator stop/);

    expect(await stopEmulator()).toMatchObject({ port });
    expect(record && isAlive(record)).toBe(false);
    expect(await stopEmulator()).toBeUndefined();
    expect(await describeEmulator(emulator)).toMatch(/^not running.*npx strata emulator start/);
    await expect(currentEndpoint(emulator)).rejects.toThrow(/does not run.*npx strata emulator start/);
  });

  it("gives the program its variables, with the project's folder in them", async () => {
    onPath(
      `require("node:http").createServer((_, r) => r.end(process.env.PLACE)).listen(Number(process.argv[2]), "127.0.0.1");`,
    );
    const { endpoint } = await start(await freePort(), emulatorOf({ environment: { PLACE: "{project}/place" } }));
    expect(await (await fetch(endpoint)).text()).toBe(join(projectRoot(), "place"));
  });

  it("names who holds a taken port, and the way out", async () => {
    const port = Number(new URL(await fakeServer(404, { server: "nginx" })).port);
    await expect(start(port)).rejects.toThrow(
      new RegExp(`Port ${port} is taken: a server that calls itself "nginx".*--port`),
    );
  });

  it("offers to use an emulator of somebody else that holds the port", async () => {
    const endpoint = await fakeServer(200);
    await expect(start(Number(new URL(endpoint).port))).rejects.toThrow(
      `another fake answers there. Choose another with \`npx strata emulator start --port <port>\`, or use that one: STRATA_EMULATOR_ENDPOINT=${endpoint}`,
    );
  });

  it("uses an endpoint that runs already, and starts nothing", async () => {
    const endpoint = await fakeServer(200);
    vi.stubEnv("STRATA_EMULATOR_ENDPOINT", endpoint);
    expect(await start()).toEqual({ endpoint, startedNow: false });
    vi.stubEnv("STRATA_EMULATOR_ENDPOINT", "http://127.0.0.1:1");
    await expect(start()).rejects.toThrow(/No fake answers at http:\/\/127\.0\.0\.1:1/);
    vi.stubEnv("STRATA_EMULATOR_ENDPOINT", "5566");
    await expect(start()).rejects.toThrow(/"5566", which is no URL/);
  });

  it("shows the end of the log when the program does not start, and keeps no record of it", async () => {
    onPath(dying);
    await expect(start(await freePort())).rejects.toThrow(/it ended with 3.*fake\.log:\nno such module: flask/s);
    expect(readRecord()).toBeUndefined();
  });

  it("gives up on a program that never answers", async () => {
    onPath("setInterval(() => {}, 1000);");
    await expect(start(await freePort(), emulatorOf({ startSeconds: 1 }))).rejects.toThrow(
      /did not answer.*within 1 s/,
    );
  });

  it("says how to get a program that is not there", async () => {
    vi.stubEnv("PATH", folder);
    await expect(start(await freePort())).rejects.toThrow(
      /fake-emulator was not found on PATH.*STRATA_EMULATOR_ENDPOINT/,
    );
    const install = { package: "fake[server]==1.2.3", python: ">=3.10", costs: "nothing" };
    await expect(start(await freePort(), emulatorOf({ install }))).rejects.toThrow(
      /no Python >=3\.10 to install it with.*pipx install 'fake\[server\]==1\.2\.3'/s,
    );
  });

  it("forgets what the last emulator held", async () => {
    onPath(answering);
    await start(await freePort());
    const leftover = join(folder, "work", "emulator", "dev-network");
    writeFileSync(leftover, "");
    await stopEmulator();
    await start(await freePort());
    expect(existsSync(leftover)).toBe(false);
  });
});

describe("a record that has gone stale", () => {
  const record = { emulator: "fake", port: 5599, started: new Date().toISOString() };

  it("is not mistaken for a later process with the same id, which keeps running", async () => {
    writeRecord({ ...record, pid: process.pid, identity: "another time" });
    expect(await describeEmulator(emulator)).toContain(`not running (process ${process.pid} has ended)`);
    expect(await stopEmulator()).toBeUndefined();
    expect(processIdentity(process.pid)).toBeDefined();
  });

  it("counts for nothing when it is cut short", () => {
    writeRecord({ ...record, pid: 1, identity: "x" });
    writeFileSync(join(folder, "work", "emulator", "process.json"), '{"pid": 1');
    expect(readRecord()).toBeUndefined();
  });
});
