import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import envPaths from "env-paths";
import { isRunning } from "../../terraform/process";

/** Entries of a kind that are kept; those unused for longest go first. */
const kept = 20;

/** Folder of what previews against a revision keep, of one kind, as in `stacks`. */
export function cacheFolder(kind: string): string {
  return join(envPaths("strata", { suffix: "" }).cache, "against", kind);
}

/**
 * The folder of that name in the cache, made by `fill` where it is not there. It appears whole or not at all, also when
 * several programs fill it at once or one of them is killed.
 */
export async function cached(kind: string, name: string, fill: (draft: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(kind), name);
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  mkdirSync(dirname(folder), { recursive: true });
  removeOld(dirname(folder));
  const draft = mkdtempSync(join(dirname(folder), draftPrefix(process.pid)));
  try {
    await fill(draft);
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

const oneDay = 24 * 60 * 60 * 1000;

/** How the drafts of a process begin; machines may share a cache. */
function draftPrefix(pid: number | string): string {
  return `.draft-${hostname()}-${pid}-`;
}

/** Whether the process that fills a draft runs no more: on this machine that is known, elsewhere a day has passed. */
function isAbandoned({ name, usedAt }: { readonly name: string; readonly usedAt: number }): boolean {
  if (!name.startsWith(draftPrefix("").slice(0, -1))) return Date.now() - usedAt > oneDay;
  return !isRunning(Number(name.split("-").at(-2)));
}

/** Removes what was unused for longest, and drafts that a killed program left. */
function removeOld(folder: string): void {
  const entries = readdirSync(folder)
    .map((name) => ({ name, usedAt: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.usedAt - one.usedAt);
  const drafts = entries.filter((entry) => entry.name.startsWith(".draft-") && isAbandoned(entry));
  const old = entries.filter(({ name }) => !name.startsWith(".draft-")).slice(kept - 1);
  for (const { name } of [...drafts, ...old]) rmSync(join(folder, name), { recursive: true, force: true });
}
