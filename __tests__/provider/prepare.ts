import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { TestProject } from "vitest/node";
import { Terraform } from "../../commands/terraform/terraform";
import { awsProviderVersion } from "../../platform/versions";

declare module "vitest" {
  interface ProvidedContext {
    /** What this machine lacks for tests with Terraform and the AWS provider; empty when it lacks nothing. */
    missingTerraform: string;
    /** Folder that all environments of the repository were synthesized into. */
    synthesized: string;
    /** Whether records and generated pages are written anew, as `--update` asks for. */
    updating: boolean;
  }
}

/** Runs once before all files of the rung, for what they share: synthesis, and the search for Terraform. */
export default async function prepare(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "strata-provider-tests-"));
  const synthesized = join(folder, "out");
  const env = { CDKTF_OUTDIR: synthesized };
  const [missing] = await Promise.all([
    missingTerraform(folder),
    execa(process.execPath, ["commands/launch.mjs", "synth"], { env }),
  ]);
  project.provide("missingTerraform", missing);
  project.provide("synthesized", synthesized);
  project.provide("updating", project.config.snapshotOptions.updateSnapshot === "all");
  return () => rmSync(folder, { recursive: true });
}

async function missingTerraform(folder: string): Promise<string> {
  try {
    const aws = { source: "hashicorp/aws", version: awsProviderVersion };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
    await (await Terraform.locate()).init(folder);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
