import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process that we started, as it is noted. */
export interface StartedProcess {
  readonly pid: number;
  /** When the process began, in the system's words: tells it from a later process with the same id. */
  readonly identity: string;
}

/** Whether a noted process still runs, and is not another one that got its id. */
export function isAlive({ pid, identity }: StartedProcess): boolean {
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
    return run("ps", ["-o", "lstart=", "-p", String(pid)]).trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds a process by arguments that it was started with, without a note of it.
 * @param wanted arguments that no other process has together
 * @returns its process id; undefined where there is none, "unknown" where the system does not list its processes
 */
export function findProcess(...wanted: readonly string[]): number | "unknown" | undefined {
  try {
    return process.platform === "linux" ? findInProc(wanted) : findInList(wanted);
  } catch {
    return "unknown";
  }
}

function findInProc(wanted: readonly string[]): number | undefined {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const args = argumentsOf(pid);
      return wanted.every((argument) => args.includes(argument));
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
function findInList(wanted: readonly string[]): number | undefined {
  const list =
    process.platform === "win32"
      ? run("powershell", ["-NoProfile", "-Command", windowsList])
      : run("ps", ["-A", "-ww", "-o", "pid=", "-o", "command="]);
  const line = list.split(/\r?\n/).find((text) => {
    const words = ` ${text.replaceAll('"', " ")} `;
    return wanted.every((argument) => words.includes(` ${argument} `));
  });
  return line === undefined ? undefined : Number.parseInt(line, 10);
}

const windowsList = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.CommandLine)" }';

function run(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", maxBuffer: 2 ** 26, stdio: ["ignore", "pipe", "ignore"] });
}
