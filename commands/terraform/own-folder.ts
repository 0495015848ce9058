import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { isRunning } from "./process";

/** Runs of this process so far: one of them may be at work in several folders at once. */
let claims = 0;

/**
 * Works in a folder that no other run works in meanwhile, and keeps it for the next: what Terraform has initialized
 * there is used again. A run takes the folder by renaming it, which only one can, and gives it back at its end. Where
 * another run has it, this one gets a new folder.
 * @param folder where it is while no run has it, absolute
 * @param forget files that are removed before and after, because they hold secrets or say what was planned
 */
export async function inOwnFolder<T>(
  folder: string,
  forget: readonly string[],
  work: (folder: string) => Promise<T>,
): Promise<T> {
  claims += 1;
  const own = `${folder}${claimMark(process.pid)}${claims}`;
  mkdirSync(dirname(folder), { recursive: true });
  if (![folder, ...abandoned(folder)].some((candidate) => moved(candidate, own))) mkdirSync(own);
  const forgetFiles = (): void => {
    for (const name of forget) rmSync(join(own, name), { recursive: true, force: true });
  };
  try {
    forgetFiles();
    return await work(own);
  } finally {
    forgetFiles();
    // Another run has given its own back meanwhile: one is enough.
    if (!moved(own, folder)) rmSync(own, { recursive: true, force: true });
  }
}

/** What the names of a process's folders have after the name of the folder; machines may share a checkout. */
function claimMark(pid: number | string): string {
  return `.${hostname()}-${pid}-`;
}

/** The folders that killed runs of this machine had. */
function abandoned(folder: string): string[] {
  const start = `${basename(folder)}${claimMark("").slice(0, -1)}`;
  return readdirSync(dirname(folder))
    .filter((name) => name.startsWith(start) && !isRunning(Number(name.slice(start.length).split("-")[0])))
    .map((name) => join(dirname(folder), name));
}

/** Whether the folder now has the other name. It has not where it is gone, or where the name is taken. */
function moved(from: string, to: string): boolean {
  if (!existsSync(from) || existsSync(to)) return false;
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (["ENOENT", "ENOTEMPTY", "EEXIST", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
}
