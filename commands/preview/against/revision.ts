import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { UserError } from "../../../platform/errors";
import { projectRoot } from "../../../platform/root";
import { type Stack, stacksIn } from "../../../synthesized/stack";
import { cached } from "./cache";

/**
 * The full commit id that a git ref names, as in `main`, `HEAD~3` or `v1.2`.
 * @param root folder of the checkout. Default: that of the running program.
 * @throws UserError when git knows no such commit, or the project is no git checkout
 */
export async function commitOf(ref: string, root = projectRoot()): Promise<string> {
  const named = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const { exitCode, stdout, stderr } = await git(root, named);
  if (exitCode === 0) return stdout.trim();
  if (/not a git repository/i.test(stderr)) {
    throw new UserError(`${root} is not a git checkout, so there is no revision to compare with.`);
  }
  const shallow = await git(root, ["rev-parse", "--is-shallow-repository"]);
  if (shallow.stdout.trim() === "true") {
    throw new UserError(
      `git knows no commit "${ref}", and this is a shallow clone, which lacks most of them. ` +
        "Fetch the whole history (`git fetch --unshallow`; in GitHub Actions `fetch-depth: 0`, in GitLab CI `GIT_DEPTH: 0`).",
    );
  }
  throw new UserError(
    `git knows no commit "${ref}". Name a branch, a tag or a commit id that \`git rev-parse ${ref}\` finds; ` +
      "`git fetch` brings those of the remote.",
  );
}

/**
 * The stacks of a commit, synthesized by its own program and kept in the cache.
 * @param root folder of the checkout. Default: that of the running program.
 * @throws UserError when it does not synthesize
 */
export async function stacksOf(commit: string, ref: string, root = projectRoot()): Promise<Stack[]> {
  const folder = await cached("stacks", commit, (draft) => synthesize({ root, commit, ref }, draft));
  return stacksIn(join(folder, "out"));
}

interface Revision {
  readonly root: string;
  readonly commit: string;
  readonly ref: string;
}

async function synthesize({ root, commit, ref }: Revision, draft: string): Promise<void> {
  const checkout = join(draft, "checkout");
  // Worktrees of runs that were killed.
  await git(root, ["worktree", "prune"]);
  const added = await git(root, ["worktree", "add", "--detach", "--quiet", checkout, commit]);
  if (added.exitCode !== 0) throw new UserError(`git cannot check out ${ref}:\n${added.stderr}`);
  try {
    await installDependencies(checkout, root, ref);
    const run = await execa(process.execPath, ["commands/launch.mjs", "synth"], {
      cwd: checkout,
      env: { CDKTF_OUTDIR: join(draft, "out"), NO_COLOR: "1" },
      reject: false,
    });
    if (run.exitCode !== 0) {
      const text = [run.stderr, run.stdout]
        .map((output) => output.trim())
        .filter(Boolean)
        .join("\n");
      throw new UserError(
        `${ref} (${commit.slice(0, 10)}) does not synthesize, so nothing can be compared with it:\n${text}`,
      );
    }
  } finally {
    await git(root, ["worktree", "remove", "--force", checkout]);
    rmSync(checkout, { recursive: true, force: true });
  }
}

/** Those of this checkout where both lock files agree. */
async function installDependencies(checkout: string, root: string, ref: string): Promise<void> {
  const lock = (folder: string) => readFileSync(join(folder, "package-lock.json"), "utf8");
  const ours = join(root, "node_modules");
  if (existsSync(join(checkout, "package-lock.json")) && lock(checkout) === lock(root)) {
    symlinkSync(ours, join(checkout, "node_modules"), "junction");
    return;
  }
  const { exitCode, stderr } = await execa("npm", ["ci", "--no-audit", "--no-fund"], { cwd: checkout, reject: false });
  if (exitCode !== 0) throw new UserError(`The dependencies of ${ref} cannot be installed:\n${stderr}`);
}

function git(root: string, args: readonly string[]) {
  return execa("git", args, { cwd: root, reject: false }).then(({ exitCode, stdout, stderr, code }) => {
    if (code === "ENOENT") throw new UserError("git was not found. Install it, or put it on the PATH.");
    return { exitCode, stdout, stderr };
  });
}
