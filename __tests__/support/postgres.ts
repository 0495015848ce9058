import { chownSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { findOnPath, isProgram } from "../../commands/emulator/program";
import { freePort } from "./free-port";
import { newFolder } from "./temporary";

/** Where Debian and Ubuntu put the servers, one folder per major version, outside PATH. */
const debianFolder = "/usr/lib/postgresql";

const installation = "apt-get install postgresql (Debian and Ubuntu)";

/** A new PostgreSQL cluster on the loopback address, with what initdb makes. */
export interface Postgres {
  readonly port: number;
  /** Superuser, who needs no password when `access` does not ask for one. */
  readonly superuser: string;
  /** Database to connect to first. */
  readonly database: string;
  /** Ends it at once and removes its folder. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Lines of pg_hba.conf. @default everybody may connect from this machine, without a password */
  readonly access?: readonly string[];
  /** Certificate and key in PEM, for clients that ask for TLS. @default no TLS */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Takes no writes until `SELECT pg_promote()`, as a copy of another cluster. @default false */
  readonly follows?: boolean;
}

/** What this machine lacks for `startPostgres`, and how to get it; empty when it lacks nothing. */
export function missingPostgres(): string {
  return programOf("initdb") && programOf("pg_ctl") ? "" : `PostgreSQL was not found. Install it: ${installation}`;
}

/** Starts a cluster that keeps its data in a temporary folder. It takes about a second. */
export async function startPostgres({ access, tls, follows }: PostgresOptions = {}): Promise<Postgres> {
  const initdb = programOf("initdb");
  const control = programOf("pg_ctl");
  if (!initdb || !control) throw new Error(missingPostgres());

  const folder = newFolder();
  const owner = await serverUser();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const run = (program: string, ...args: string[]) => execa(program, args, { ...owner, cwd: folder, stdin: "ignore" });

  const data = join(folder, "data");
  const superuser = "postgres";
  const locale = ["--locale", "C", "--encoding", "UTF8"];
  await run(initdb, "--pgdata", data, "--username", superuser, "--auth", "trust", ...locale, "--no-sync");

  const write = (name: string, text: string) => {
    const path = join(data, name);
    writeFileSync(path, text, { mode: 0o600 });
    if (owner) chownSync(path, owner.uid, owner.gid);
  };
  write("pg_hba.conf", `${(access ?? ["host all all 127.0.0.1/32 trust"]).join("\n")}\n`);
  if (tls) {
    write("server.crt", tls.certificate);
    write("server.key", tls.key);
  }
  if (follows) write("standby.signal", "");
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    // Its path may be too long for a socket.
    unix_socket_directories: "''",
    ssl: tls ? "on" : "off",
    fsync: "off",
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const log = join(folder, "log");
  const start = ["start", "--wait", "--silent", "--pgdata", data, "--log", log, "--options", options.join(" ")];
  await run(control, ...start).catch(() => {
    throw new Error(`PostgreSQL did not start: ${readFileSync(log, "utf8")}`);
  });
  return {
    port,
    superuser,
    database: "postgres",
    stop: async () => {
      await run(control, "stop", "--silent", "--mode", "immediate", "--pgdata", data);
      rmSync(folder, { recursive: true });
    },
  };
}

function programOf(name: string): string | undefined {
  return findOnPath(name) ?? debianPrograms(name).find(isProgram);
}

/** The newest version comes first. */
function debianPrograms(name: string): string[] {
  try {
    const versions = readdirSync(debianFolder).sort((one, other) => Number(other) - Number(one));
    return versions.map((version) => join(debianFolder, version, "bin", name));
  } catch {
    return [];
  }
}

/** PostgreSQL refuses to run as root; its packages come with a user for it. Undefined when this is not root. */
async function serverUser(): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (userInfo().uid !== 0) return undefined;
  const [{ stdout: uid }, { stdout: gid }] = await Promise.all([
    execa("id", ["-u", "postgres"]),
    execa("id", ["-g", "postgres"]),
  ]);
  return { uid: Number(uid), gid: Number(gid) };
}
