import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { expect, it, onTestFinished } from "vitest";

it("does what goes without Terraform, says what is missing, and does not pass for a deploy", async () => {
  const folder = mkdtempSync(join(tmpdir(), "strata-start-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { all, exitCode } = await execa(process.execPath, ["commands/launch.mjs", "start"], {
    env: { STRATA_TERRAFORM: join(folder, "terraform"), CDKTF_OUTDIR: join(folder, "out"), STRATA_WORK_FOLDER: folder },
    all: true,
    reject: false,
  });
  expect(all).toMatch(/Checked and synthesized \d environments: \d+ stacks, \d+ resources/);
  expect(all).toMatch(/nothing was deployed.*terraform was not found.*hashicorp\.com.*STRATA_TERRAFORM/s);
  expect(exitCode).toBe(1);
});
