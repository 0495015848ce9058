import { spawn } from "node:child_process";
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { processIdentity } from "../processes";
import { processVariables } from "../terraform/process-variables";
import type { ApplyJournal } from "./apply-journal";

export interface DetachedOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly notes: ApplyJournal;
  /** Asks Terraform to stop: it finishes what it has begun, writes its state and frees its lock. */
  readonly signal?: AbortSignal;
  /** Each line of standard output as it comes. */
  readonly onLine: (line: string) => void;
}

export interface DetachedResult {
  /** Undefined when a signal ended it: then it may not have written its state. */
  readonly exitCode: number | undefined;
  readonly stderr: string;
}

const pollMilliseconds = 150;

/**
 * Runs a Terraform that outlives us. It has its own session and writes to files: when we are killed, it neither
 * hears of it nor dies of a broken pipe, but ends its work, writes its state and frees its lock.
 */
export async function runDetached(
  program: string,
  args: readonly string[],
  { cwd, env, notes, signal, onLine }: DetachedOptions,
): Promise<DetachedResult> {
  // Behind what an apply that was killed had written: none of it may be forgotten before the next one ends.
  const output = openSync(notes.journal, "a", 0o600);
  const start = fstatSync(output).size;
  const errors = openSync(notes.errors, "w", 0o600);
  const child = spawn(program, args, {
    cwd,
    detached: true,
    stdio: ["ignore", output, errors],
    env: processVariables(env),
  });
  closeSync(output);
  closeSync(errors);
  const identity = child.pid && processIdentity(child.pid);
  if (child.pid && identity) notes.begin({ pid: child.pid, identity });

  const stop = () => child.kill("SIGINT");
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  const journal = new LineReader(notes.journal, start, onLine);
  const timer = setInterval(() => journal.read(), pollMilliseconds);
  try {
    const exitCode = await new Promise<number | undefined>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(code ?? undefined));
    });
    return { exitCode, stderr: readFileSync(notes.errors, "utf8") };
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", stop);
    journal.read();
    journal.close();
  }
}

/** Hands out the lines of a growing file. */
class LineReader {
  private readonly file: number;
  private readonly chunk = Buffer.alloc(65_536);
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    path: string,
    private position: number,
    private readonly onLine: (line: string) => void,
  ) {
    this.file = openSync(path, "r");
  }

  read(): void {
    for (let size = this.next(); size > 0; size = this.next()) {
      this.rest = Buffer.concat([this.rest, this.chunk.subarray(0, size)]);
      this.position += size;
    }
    for (let end = this.rest.indexOf("\n"); end >= 0; end = this.rest.indexOf("\n")) {
      this.onLine(this.rest.subarray(0, end).toString("utf8"));
      this.rest = this.rest.subarray(end + 1);
    }
  }

  private next(): number {
    return readSync(this.file, this.chunk, 0, this.chunk.length, this.position);
  }

  close(): void {
    closeSync(this.file);
  }
}
