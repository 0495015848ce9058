// One rung of the test ladder as a process. Plain Node: it runs before anything is built. Documented in rung.d.mts.
import { spawn } from "node:child_process";

export async function runRung(title, program, args, { cwd, lowPriority = false, held = false }) {
  const started = performance.now();
  if (!held) console.log(`\n── ${title}`);
  const [command, ...commandArgs] = commandLine(lowPriority ? 10 : 0, [process.execPath, program, ...args]);
  const child = spawn(command, commandArgs, {
    cwd,
    stdio: ["ignore", held ? "pipe" : "inherit", held ? "pipe" : "inherit", "pipe"],
    env: { ...process.env, CHECKPOINT_DISABLE: "1" },
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => output.push(chunk));
  const times = [];
  child.stdio[3].on("data", (chunk) => times.push(chunk));
  const status = await new Promise((resolve) => {
    child.once("error", () => resolve(undefined));
    child.once("close", resolve);
  });
  return {
    title,
    passed: status === 0,
    wall: performance.now() - started,
    cpu: childTime(Buffer.concat(times).toString()),
    output: held ? Buffer.concat(output) : undefined,
  };
}

export function report({ title, passed, wall, output }) {
  if (output) {
    console.log(`\n── ${title}`);
    process.stdout.write(output);
  }
  console.log(`── ${title}: ${passed ? "passed" : "FAILED"} in ${seconds(wall)}`);
}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A command line with a lower priority, which reports its CPU time on descriptor 3. A shell can do both; Node cannot. */
function commandLine(niceness, command) {
  if (process.platform === "win32") return command;
  return ["/bin/sh", "-c", 'nice -n "$0" "$@" 3>&-; status=$?; times >&3; exit $status', String(niceness), ...command];
}

/** CPU time in milliseconds that the children took, by the second line of the shell's `times`: `0m1.50s 0m0.25s`. */
function childTime(text) {
  const [, children = ""] = text.trim().split("\n");
  const parts = [...children.matchAll(/(\d+)m([\d.,]+)s/g)];
  if (parts.length !== 2) return undefined;
  return parts.reduce((sum, [, minutes, rest]) => sum + (minutes * 60 + Number(rest.replace(",", "."))) * 1000, 0);
}
