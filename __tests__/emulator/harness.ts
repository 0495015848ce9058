import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { freePort } from "../support/free-port";

/** What a run of the strata command printed, both streams together, and its exit code. */
export interface Answer {
  readonly output: string;
  readonly exitCode: number | undefined;
}

/** An emulator and folders for one test file alone. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "strata-bench-"));
  readonly work = join(this.folder, "work");
  readonly synthesized = join(this.folder, "out");
  readonly env = { STRATA_WORK_FOLDER: this.work, CDKTF_OUTDIR: this.synthesized, STRATA_EMULATOR_ENDPOINT: "" };

  /** Starts the strata command. */
  start(...args: string[]) {
    return execa(process.execPath, ["commands/launch.mjs", ...args], {
      env: this.env,
      all: true,
      reject: false,
      stdin: "ignore",
    });
  }

  /** Runs the strata command to its end. */
  async strata(...args: string[]): Promise<Answer> {
    const { all, exitCode } = await this.start(...args);
    return { output: all, exitCode };
  }

  /** Folder that a stack is deployed from. */
  stackFolder(stack: string): string {
    return join(this.work, "emulator", stack);
  }

  /**
   * What the emulator's own log says of its errors: the end of each trace, with the request that met it, and requests that
   * were sent again: an answer was an error, or got lost.
   */
  emulatorErrors(): string {
    const log = this.emulatorLog();
    return log
      .flatMap((line, index) => {
        if (line.startsWith("Asked again: ")) return [line];
        return /" 500 /.test(line) ? [...log.slice(Math.max(0, index - 6), index), line] : [];
      })
      .join("\n");
  }

  /** Lines of the emulator's own log. */
  emulatorLog(): string[] {
    return readFileSync(join(this.work, "emulator", "moto.log"), "utf8").split("\n");
  }

  endpoint(): string {
    const { port } = JSON.parse(readFileSync(join(this.work, "emulator", "process.json"), "utf8")) as { port: number };
    return `http://127.0.0.1:${port}`;
  }
}

/** Tests on their own emulator; skipped, with the reason, where a part is missing. */
export function describeOnEmulator(title: string, tests: (bench: Bench) => void): void {
  const missing = inject("missingPart");
  if (missing) console.warn(`SKIPPED: ${title}: ${missing}`);
  describe.skipIf(missing !== "")(title, () => {
    const bench = new Bench();
    beforeAll(async () => {
      const { output, exitCode } = await bench.strata("emulator", "start", "--port", String(await freePort()));
      if (exitCode !== 0) throw new Error(output);
    });
    afterAll(async () => {
      const errors = bench.emulatorErrors();
      if (errors) console.warn(`${title}: errors of the emulator itself:\n${errors}`);
      await bench.strata("emulator", "stop");
      rmSync(bench.folder, { recursive: true, force: true });
    });
    tests(bench);
  });
}
