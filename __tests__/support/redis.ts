import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import { findOnPath } from "../../commands/emulator/program";
import { freePort } from "./free-port";
import { newFolder } from "./temporary";

const programs = ["valkey-server", "redis-server"];

/** A new Valkey or Redis on the loopback address, over TLS only. */
export interface Redis {
  readonly port: number;
  stop(): Promise<void>;
}

export interface RedisOptions {
  /** Files with certificate and key in PEM. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string };
  /** The only user, with any password, and what it may do. */
  readonly user: { readonly name: string; readonly access: string };
}

/** What this machine lacks for `startRedis`, and how to get it; empty when it lacks nothing. */
export function missingRedis(): string {
  if (program()) return "";
  return `Neither Valkey nor Redis was found. Install one: apt-get install redis-server (Debian and Ubuntu)`;
}

/** Starts a server that keeps nothing on disk. */
export async function startRedis({ tls, user }: RedisOptions): Promise<Redis> {
  const found = program();
  if (!found) throw new Error(missingRedis());
  const folder = newFolder();
  const port = await freePort();
  const settings = [
    "bind 127.0.0.1",
    "port 0",
    `tls-port ${port}`,
    `tls-cert-file ${tls.certificateFile}`,
    `tls-key-file ${tls.keyFile}`,
    "tls-auth-clients no",
    `user ${user.name} nopass ${user.access}`,
    "user default off",
    'save ""',
    `dir ${folder}`,
  ];
  const file = join(folder, "server.conf");
  writeFileSync(file, settings.join("\n"));
  const server = execa(found, [file], { stdin: "ignore", reject: false, stderr: "inherit" });
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    if (line.includes("Ready to accept connections")) break;
  }
  if (server.exitCode !== null) throw new Error(`${found} did not start:\n${said.join("\n")}`);
  server.stdout.resume();
  return {
    port,
    stop: async () => {
      server.kill("SIGKILL");
      await server;
      rmSync(folder, { recursive: true });
    },
  };
}

function program(): string | undefined {
  return programs.map((name) => findOnPath(name)).find(Boolean);
}
