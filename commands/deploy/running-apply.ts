import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * The Terraform that applies a saved plan, found among the processes of this machine, without a note of it: it is
 * found also where its strata was killed at the moment of its start.
 * @param plan file of the plan, as it was given to Terraform: no other apply has it
 * @returns its process id; undefined where there is none, "unknown" where the system does not list its processes
 */
export function runningApply(plan: string): number | "unknown" | undefined {
  try {
    return process.platform === "linux" ? fromProc(plan) : fromList(plan);
  } catch {
    return "unknown";
  }
}

function fromProc(plan: string): number | undefined {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const args = argumentsOf(pid);
      return args.includes("apply") && args.includes(plan);
    });
}

/** What a process was started with; nothing where it has ended meanwhile, or ends. */
function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

/** macOS has ps, and Windows PowerShell: lines of a process id and its command line. */
function fromList(plan: string): number | undefined {
  const list =
    process.platform === "win32"
      ? run("powershell", ["-NoProfile", "-Command", windowsList])
      : run("ps", ["-A", "-ww", "-o", "pid=", "-o", "command="]);
  const line = list.split(/\r?\n/).find((text) => text.includes(" apply ") && text.includes(plan));
  return line === undefined ? undefined : Number.parseInt(line, 10);
}

const windowsList = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.CommandLine)" }';

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    stdio: ["ignore", "pipe", "ignore"],
  });
}
