import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApplyJournal } from "../../../commands/deploy/apply-journal";
import { refuseWhileRunning } from "../../../commands/deploy/unlock-command";
import { findProcess } from "../../../commands/processes";

let folder: string;
let notes: ApplyJournal;
let terraform: ChildProcess;

/** An apply whose strata was killed before it noted the process: the journal is there, and Terraform runs. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "strata-running-"));
  notes = new ApplyJournal(join(folder, "runs"));
  notes.open();
  writeFileSync(notes.journal, "");
  const script = join(folder, "terraform.cjs");
  writeFileSync(script, 'console.log("ready"); setInterval(() => {}, 1000);');
  terraform = spawn(process.execPath, [script, "apply", "-json", "-input=false", notes.plan], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(terraform.stdout ?? expect.fail("no output"), "data");
});
afterEach(() => {
  terraform.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function kill(): Promise<void> {
  const ended = once(terraform, "exit");
  terraform.kill("SIGKILL");
  await ended;
}

describe("an apply whose process is not noted", () => {
  it("is found while it runs, and its lock is not freed", async () => {
    expect(notes.running()).toBe(terraform.pid);
    expect(() => refuseWhileRunning("dev-data", notes)).toThrow(
      `The apply of dev-data is still running as process ${terraform.pid} on this machine.`,
    );
    await kill();
    expect(notes.running()).toBeUndefined();
    expect(() => refuseWhileRunning("dev-data", notes)).not.toThrow();
  });

  it.each([
    ["of an earlier apply", '{"pid":1073741824,"identity":"long ago"}'],
    ["that was cut", '{"pid":10737'],
  ])("is found behind the note %s", async (_, note) => {
    writeFileSync(join(folder, "runs", "process.json"), note);
    expect(notes.running()).toBe(terraform.pid);
    await kill();
    expect(notes.running()).toBeUndefined();
  });

  it.skipIf(process.platform === "win32")("is found by ps, as on macOS", async () => {
    const platform = vi.spyOn(process, "platform", "get").mockReturnValue("darwin");
    try {
      expect(notes.running()).toBe(terraform.pid);
      await kill();
      expect(notes.running()).toBeUndefined();
    } finally {
      platform.mockRestore();
    }
  });

  it("is that of the same plan only", () => {
    expect(findProcess("apply", join(folder, "other", "plan"))).toBeUndefined();
    expect(new ApplyJournal(join(folder, "other")).running()).toBeUndefined();
  });
});

it("a lock stays where the system does not say whether its apply runs", () => {
  class Unlisted extends ApplyJournal {
    override running() {
      return "unknown" as const;
    }
  }
  expect(() => refuseWhileRunning("dev-data", new Unlisted(folder))).toThrow(
    "Cannot tell whether the apply of dev-data still runs",
  );
});
