import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { projectRoot } from "../../platform/root";

const scratch = mkdtempSync(join(tmpdir(), "strata-synthesis-"));
const root = projectRoot();

/** What a fresh checkout would not hold, or what synthesis does not need. */
const notSources = new Set([".git", ".strata", "__tests__", "bench", "build", "cdktf.out", "node_modules"]);

function run(command: string, args: readonly string[], cwd: string, outdir: string): string {
  mkdirSync(outdir, { recursive: true });
  const env = { ...process.env, CDKTF_OUTDIR: outdir, CHECKPOINT_DISABLE: "1" };
  return execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Every synthesized stack, by id. */
function stacksIn(outdir: string): Record<string, string> {
  const ids = readdirSync(join(outdir, "stacks")).sort();
  return Object.fromEntries(ids.map((id) => [id, readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8")]));
}

describe("synthesis writes the same bytes", () => {
  const reference = inject("synthesized");

  afterAll(() => rmSync(scratch, { recursive: true }));

  test("for all environments, without a path of this machine", () => {
    const stacks = stacksIn(reference);
    expect(Object.keys(stacks)).toEqual(expect.arrayContaining(["dev-network", "dr-security", "prod-network"]));
    for (const json of Object.values(stacks)) expect(json).not.toContain(root);
  });

  test("from a checkout at another place, and from any folder", () => {
    const checkout = join(scratch, "checkout");
    for (const name of readdirSync(root).filter((entry) => !notSources.has(entry))) {
      cpSync(join(root, name), join(checkout, name), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
    const outdir = join(scratch, "from-checkout");
    run("node", [join(checkout, "commands", "launch.mjs"), "synth"], tmpdir(), outdir);
    expect(stacksIn(outdir)).toEqual(stacksIn(reference));
  });

  test("through the cdktf CLI, which also lists the stacks", () => {
    const outdir = join(scratch, "cdktf");
    const cdktf = join(root, "node_modules", ".bin", "cdktf");
    run(cdktf, ["synth", "--output", outdir], root, outdir);
    expect(stacksIn(outdir)).toEqual(stacksIn(reference));
    const list = run(cdktf, ["list", "--output", outdir], root, outdir);
    for (const id of Object.keys(stacksIn(reference))) expect(list).toContain(id);
  });
});
