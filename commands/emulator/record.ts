import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { emulatorFolder } from "./folders";

const recordSchema = z.object({
  emulator: z.string(),
  pid: z.int().positive(),
  port: z.int().positive(),
  /** ISO 8601. */
  started: z.string(),
  /** When the process began, in the system's words: tells it from a later process with the same id. */
  identity: z.string(),
});

/** An emulator that we started. */
export type EmulatorRecord = z.infer<typeof recordSchema>;

function recordFile(): string {
  return join(emulatorFolder(), "process.json");
}

/** The emulator that we started last, whether it still runs or not. */
export function readRecord(): EmulatorRecord | undefined {
  if (!existsSync(recordFile())) return undefined;
  try {
    return recordSchema.parse(JSON.parse(readFileSync(recordFile(), "utf8")));
  } catch {
    // Half-written by a process that was killed: worth as much as none.
    return undefined;
  }
}

export function writeRecord(record: EmulatorRecord): void {
  mkdirSync(dirname(recordFile()), { recursive: true });
  writeFileSync(recordFile(), `${JSON.stringify(record, null, 2)}\n`);
}

export function removeRecord(): void {
  rmSync(recordFile(), { force: true });
}

/** Whether the recorded process still runs, and is not another one that got its id. */
export function isAlive({ pid, identity }: Pick<EmulatorRecord, "pid" | "identity">): boolean {
  return processIdentity(pid) === identity;
}

/** When a process began, in the system's words; undefined when there is no such process. */
export function processIdentity(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch {
    return undefined;
  }
  try {
    if (process.platform === "linux") {
      // Fields after the program's name in parentheses: the state is first, the start time the 20th.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return fields[0] === "Z" ? undefined : fields[19];
    }
    if (process.platform === "win32") return "running";
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}
