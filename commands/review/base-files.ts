import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../layers/layers";
import { projectRoot } from "../../platform/root";
import { waiversFile, waiversSchema } from "../policy/waivers";
import type { Danger } from "./dangers/danger";
import { worseRecovery } from "./dangers/recovery";
import { newWaivers } from "./dangers/waivers";

/** Dangers that no stack shows: waivers that are new, and recoveries that get worse. */
export async function dangersInFiles(commit: string, say: (text: string) => void): Promise<Danger[]> {
  const waiversIn = (text: string) => waiversSchema.safeParse(parse(text)).data?.waivers ?? [];
  const former = await fileAt(commit, "policies/waivers.yaml");
  const waivers = newWaivers(waiversIn(former ?? ""), waiversIn(readFileSync(waiversFile(), "utf8")));
  const environments = await environmentsAt(commit);
  if (!environments) {
    say("The environment files of the base do not fit today's schema: recovery figures are not compared.");
    return waivers;
  }
  return [...waivers, ...worseRecovery(environments, loadEnvironments())];
}

/** The environments of a commit, read by today's schema; undefined where they do not fit it. */
async function environmentsAt(commit: string): Promise<Environment[] | undefined> {
  const { stdout } = await git("ls-tree", "--name-only", commit, "environments/");
  const folder = mkdtempSync(join(tmpdir(), "strata-environments-"));
  try {
    mkdirSync(folder, { recursive: true });
    for (const path of stdout.split("\n").filter((name) => name.endsWith(".yaml"))) {
      writeFileSync(join(folder, basename(path)), (await fileAt(commit, path)) ?? "");
    }
    return loadEnvironments(folder);
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fileAt(commit: string, path: string): Promise<string | undefined> {
  const { exitCode, stdout } = await git("show", `${commit}:${path}`);
  return exitCode === 0 ? stdout : undefined;
}

function git(...args: readonly string[]) {
  return execa("git", args, { cwd: projectRoot(), reject: false });
}
