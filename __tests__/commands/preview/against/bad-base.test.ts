import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeEach, describe, expect, it } from "vitest";
import { commitOf, stacksOf } from "../../../../commands/preview/against/revision";
import { UserError } from "../../../../platform/errors";
import { temporaryFolder } from "../../../support/temporary";
import { withEnvironment } from "../../terraform/fakes";

const git = (folder: string, ...args: string[]) =>
  execa("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], { cwd: folder });

/** A repository whose every commit writes a program that synthesizes, or fails to. */
async function repository(...programs: readonly string[]): Promise<string> {
  const folder = temporaryFolder();
  await git(folder, "init", "--quiet", "--initial-branch=main");
  mkdirSync(join(folder, "commands"));
  for (const program of programs) {
    writeFileSync(join(folder, "commands/launch.mjs"), program);
    writeFileSync(join(folder, "package-lock.json"), "{}");
    await git(folder, "add", ".");
    await git(folder, "commit", "--quiet", "--message", "Change");
  }
  mkdirSync(join(folder, "node_modules"));
  return folder;
}

const errorOf = (promise: Promise<unknown>): Promise<UserError> =>
  promise.then(
    () => expect.fail("no error"),
    (error) => error as UserError,
  );

beforeEach(() => withEnvironment({ PATH: process.env.PATH, XDG_CACHE_HOME: temporaryFolder() }));

it("a base that does not synthesize: says which, and its errors, and leaves no checkout behind", async () => {
  const message = "environments/dev.yaml:3:7 tier: expected sandbox, got sandpit";
  const folder = await repository(`console.error("${message}"); process.exit(1)`, "// repaired");
  const commit = await commitOf("HEAD~1", folder);
  const error = await errorOf(stacksOf(commit, "HEAD~1", folder));
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toBe(
    `HEAD~1 (${commit.slice(0, 10)}) does not synthesize, so nothing can be compared with it:\n${message}`,
  );
  expect((await git(folder, "worktree", "list")).stdout.split("\n")).toHaveLength(1);
});

it("a base whose program is not there says so", async () => {
  const folder = await repository("// there");
  await git(folder, "rm", "--quiet", "commands/launch.mjs");
  await git(folder, "commit", "--quiet", "--message", "Remove");
  const error = await errorOf(stacksOf(await commitOf("HEAD", folder), "HEAD", folder));
  expect(error).toBeInstanceOf(UserError);
  expect(error.message).toMatch(/^HEAD \(.{10}\) does not synthesize.*\n.*Cannot find module/s);
});

describe("a shallow clone", () => {
  it("lacks the base: says how to get the history, by hand and in pipelines", async () => {
    const whole = await repository("// one", "// two");
    const shallow = join(temporaryFolder(), "clone");
    await git(whole, "clone", "--quiet", "--depth=1", `file://${whole}`, shallow);
    const error = await errorOf(commitOf("HEAD~1", shallow));
    expect(error).toBeInstanceOf(UserError);
    expect(error.message).toBe(
      'git knows no commit "HEAD~1", and this is a shallow clone, which lacks most of them. Fetch the whole history ' +
        "(`git fetch --unshallow`; in GitHub Actions `fetch-depth: 0`, in GitLab CI `GIT_DEPTH: 0`).",
    );
    await git(shallow, "fetch", "--quiet", "--unshallow");
    expect(await commitOf("HEAD~1", shallow)).toMatch(/^[0-9a-f]{40}$/);
  });
});

it("a folder that is no checkout says so", async () => {
  const folder = temporaryFolder();
  expect((await errorOf(commitOf("main", folder))).message).toContain("is not a git checkout");
});

it("two reviews at once of one base get the same stacks, and leave no checkout behind", async () => {
  const manifest = JSON.stringify({ stacks: {} });
  const folder = await repository(`
    import { mkdirSync, writeFileSync } from "node:fs";
    const { CDKTF_OUTDIR: out } = process.env;
    mkdirSync(out);
    writeFileSync(out + "/manifest.json", ${JSON.stringify(manifest)});
  `);
  const commit = await commitOf("main", folder);
  expect(await Promise.all([stacksOf(commit, "main", folder), stacksOf(commit, "main", folder)])).toEqual([[], []]);
  expect((await git(folder, "worktree", "list")).stdout.split("\n")).toHaveLength(1);
});
