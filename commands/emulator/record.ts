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
