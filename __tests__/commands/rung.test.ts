import { writeFileSync } from "node:fs";
import { getPriority } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runRung } from "../../commands/rung.mjs";
import { temporaryFolder } from "../support/temporary";

/** Runs a script as a rung whose output is held. */
async function run(script: string, options: { lowPriority?: boolean } = {}) {
  const cwd = temporaryFolder();
  const program = join(cwd, "program.mjs");
  writeFileSync(program, script);
  return runRung("some tests", program, ["an argument"], { cwd, held: true, ...options });
}

it("passes with the exit code, and returns both streams of the output in their order", async () => {
  const pause = "await new Promise((resolve) => setTimeout(resolve, 200));";
  const rung = await run(
    `console.error("one"); ${pause} console.log(process.argv[2]); ${pause} console.error("three");`,
  );
  expect(rung).toMatchObject({ title: "some tests", passed: true });
  expect(String(rung.output)).toBe("one\nan argument\nthree\n");
  expect(await run("process.exit(3)")).toMatchObject({ passed: false });
});

it.skipIf(process.platform === "win32")("measures the CPU time of the rung and of what the rung started", async () => {
  const busy = "const end = process.cpuUsage().user + 300_000; while (process.cpuUsage().user < end);";
  const parent = `import { execFileSync } from "node:child_process";
    execFileSync(process.execPath, ["-e", ${JSON.stringify(busy)}]);`;
  const { cpu = 0 } = await run(parent);
  expect(cpu).toBeGreaterThan(300);
});

it.skipIf(process.platform === "win32")(
  "yields the processors, when asked, and ends although something stays behind",
  async () => {
    const script = `import { spawn } from "node:child_process";
    import { getPriority } from "node:os";
    spawn("sleep", ["30"], { detached: true, stdio: "ignore" }).unref();
    console.log(getPriority());`;
    const rung = await run(script, { lowPriority: true });
    expect(Number(rung.output)).toBe(Math.min(getPriority() + 10, 19));
    expect(rung.wall).toBeLessThan(25_000);
  },
);
