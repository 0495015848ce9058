import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApplyJournal } from "../../../commands/deploy/apply-journal";
import { runDetached } from "../../../commands/deploy/detached";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-detached-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a Node script in Terraform's place. */
function run(script: string, onLine: (line: string) => void = () => {}, signal?: AbortSignal) {
  const program = join(folder, "terraform");
  writeFileSync(program, `#!${process.execPath}\n${script}\n`);
  chmodSync(program, 0o755);
  const notes = new ApplyJournal(join(folder, "runs"));
  notes.open();
  return runDetached(program, [], { cwd: folder, env: { FROM_US: "yes" }, notes, onLine, ...(signal && { signal }) });
}

describe.skipIf(process.platform === "win32")("runDetached", () => {
  it("hands out whole lines, and returns exit code and standard error", async () => {
    const lines: string[] = [];
    const result = await run(
      'process.stdout.write("one\\ntw"); setTimeout(() => { console.log("ö"); console.error(process.env.FROM_US); process.exitCode = 3 }, 300)',
      (line) => lines.push(line),
    );
    expect(lines).toEqual(["one", "twö"]);
    expect(result).toEqual({ exitCode: 3, stderr: "yes\n" });
  });

  it("asks once to stop, and waits for the end", async () => {
    const controller = new AbortController();
    const result = await run(
      'process.on("SIGINT", () => setTimeout(() => process.exit(7), 200)); console.log("ready"); setInterval(() => {}, 1000)',
      () => controller.abort(),
      controller.signal,
    );
    expect(result.exitCode).toBe(7);
  });

  it("tells a run that was killed from one that ended", async () => {
    expect((await run('process.kill(process.pid, "SIGKILL")')).exitCode).toBeUndefined();
  });

  it("has its own session, so that a signal to our group does not reach it", async () => {
    const lines: string[] = [];
    await run(
      'console.log(require("node:child_process").execSync(`ps -o pgid= -p ${process.pid}`).toString().trim() === String(process.pid))',
      (line) => lines.push(line),
    );
    expect(lines).toEqual(["true"]);
  });

  it("writes behind what a killed run had noted, and hands out only what is new", async () => {
    await run('console.log("old"); process.kill(process.pid, "SIGKILL")');
    const lines: string[] = [];
    await run('console.log("new")', (line) => lines.push(line));
    expect(lines).toEqual(["new"]);
  });
});
