import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Block, Stack } from "../../synthesized/stack";
import type { StateSource } from "../preview/read-states";
import { isPlainS3, readS3Object, writeS3Object } from "../preview/s3-state";
import { type DeployRecord, parseRecord } from "./record";

/** The file with the record of a stack, next to its state. */
export interface RecordFile {
  /** The record; undefined where there is none, or none that can be read. */
  read(): Promise<DeployRecord | undefined>;
  /** @throws UserError when it cannot be written */
  write(text: string): Promise<void>;
}

const ending = ".applied.json";

/**
 * Where the record of a stack is: in the bucket of its state, encrypted as the state is, or next to the file of a local
 * one. Undefined for other backends, of which nothing but states can be kept.
 */
export function recordFile(stack: Stack, { backendOf, env }: StateSource): RecordFile | undefined {
  const [kind, config] = (Object.entries(backendOf(stack))[0] ?? []) as [string?, Block?];
  if (kind === "local" && config) {
    const file = `${resolve(stack.folder, String(config.path))}${ending}`;
    return {
      read: async () => (existsSync(file) ? parseRecord(readFileSync(file, "utf8")) : undefined),
      write: async (text) => writeFileSync(file, text, { mode: 0o600 }),
    };
  }
  if (kind !== "s3" || !config || !isPlainS3(config)) return undefined;
  const place = { ...config, key: `${String(config.key)}${ending}` };
  return {
    // Who may not read it plans the stack.
    read: async () => parseRecord(await readS3Object(place, env).catch(() => undefined)),
    write: (text) => writeS3Object(place, text, env),
  };
}
