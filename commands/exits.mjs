// npm run exits: does the code still work with what follows CDKTF and AWS provider 5? Installs each exit, on top of the
// one before, into a copy of the working tree, checks the types, synthesizes, and compares with what this tree writes.
// Needs the npm registry; changes nothing here. See docs/decisions/0009.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./install.mjs";
import { differences } from "./synthesis-differences.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const exits = [
  { title: "AWS provider 6", packages: { "@cdktf/provider-aws": "21.22.1" } },
  // The alias needs no edit of an import.
  { title: "and CDK Terrain in the place of CDKTF", packages: { cdktf: "npm:cdktn@0.24.0" } },
];

class Failure extends Error {}

function run(program, args, cwd, env = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", NO_COLOR: "1", ...env },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    shell: process.platform === "win32",
  });
  if (status === 0) return stdout;
  throw new Failure(`${program} ${args.join(" ")} failed:\n${error?.message ?? `${stdout}${stderr}`.trim()}`);
}

/** The files of the working tree as they are, edits and new ones included. */
function copyTree(folder) {
  const files = run("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], root).split("\0");
  for (const file of files.filter((name) => name !== "" && existsSync(join(root, name)))) {
    cpSync(join(root, file), join(folder, file));
  }
}

/** Peers that ask for the package by its version get what takes its place. */
function install(folder, packages) {
  const file = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  Object.assign(manifest.dependencies, packages);
  for (const name of Object.keys(packages)) manifest.overrides[name] = `$${name}`;
  writeFileSync(file, JSON.stringify(manifest, null, 2));
  run("npm", ["install", "--loglevel=error", "--prefer-offline"], folder);
}

/** The files of a synthesis, by their path below its folder. */
function synthesize(project, folder) {
  run(process.execPath, ["commands/launch.mjs", "synth"], project, { CDKTF_OUTDIR: folder });
  const stacks = join(folder, "stacks");
  const files = readdirSync(stacks, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(stacks.length + 1), readFileSync(path)]));
}

/** What is wrong with the exit that is installed in `copy`; the synthesis is compared even where types are wrong. */
function problems(copy, out, before) {
  const found = [];
  for (const step of [
    () => run("npx", ["tsc", "-p", "."], copy),
    () => found.push(...differences(before, synthesize(copy, out))),
  ]) {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      found.push(error.message);
    }
  }
  return found;
}

ensureDependencies();
const folder = mkdtempSync(join(tmpdir(), "strata-exits-"));
try {
  const copy = join(folder, "copy");
  copyTree(copy);
  const before = synthesize(root, join(folder, "before"));
  for (const [index, { title, packages }] of exits.entries()) {
    const started = performance.now();
    const list = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
    console.log(`${title}: ${list.join(", ")} …`);
    install(copy, packages);
    const found = problems(copy, join(folder, `after-${index}`), before);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    for (const problem of found) console.log(`  ${problem.replaceAll("\n", "\n  ")}`);
    console.log(
      found.length === 0
        ? `  The types are right, and all ${before.size} files are the same, but for the version in their metadata (${seconds} s).`
        : `  ${found.length} problems (${seconds} s).`,
    );
    if (found.length > 0) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
