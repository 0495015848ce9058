import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { readStacks } from "../../commands/stacks";
import { Terraform } from "../../commands/terraform/terraform";
import { loadEnvironments } from "../../environments/load";
import { buildEnvironment } from "../../layers/build";
import { synthesize } from "../../platform/synthesize";
import { awsProviderVersion } from "../../platform/versions";
import type { Stack, StackJson } from "../../synthesized/stack";

/** Terraform with its AWS provider; undefined, said loudly, where one of them cannot be had. */
export async function findTerraform(): Promise<Terraform | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "strata-test-"));
  try {
    const aws = { source: "hashicorp/aws", version: awsProviderVersion };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
    const terraform = await Terraform.locate();
    await terraform.init(folder);
    return terraform;
  } catch (error) {
    console.warn(`SKIPPED, this needs Terraform and the AWS provider. ${(error as Error).message}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * All stacks of all environments, synthesized into a folder of their own.
 * @param directory folder of the environment files. Default: `environments` in the repository.
 */
export function realStacks(directory?: string): Stack[] {
  const outdir = mkdtempSync(join(tmpdir(), "strata-test-"));
  try {
    const app = new App({ outdir });
    for (const environment of loadEnvironments(directory)) buildEnvironment(app, environment);
    synthesize(app);
    return readStacks(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** JSON that a test may change. */
export type Draft = { -readonly [K in keyof StackJson]: StackJson[K] } & {
  resource: Record<string, Record<string, Record<string, unknown>>>;
  output: Record<string, Record<string, unknown>>;
};

/** The stacks with one of them changed; the others are untouched. */
export function changed(stacks: readonly Stack[], id: string, change: (json: Draft) => void): Stack[] {
  return stacks.map((stack) => {
    if (stack.id !== id) return stack;
    const json = structuredClone(stack.json) as Draft;
    change(json);
    return { ...stack, json };
  });
}

/** The first resource of a type. @throws when there is none, so that a test cannot pass by changing nothing */
export function first(json: Draft, type: string): Record<string, unknown> {
  const [block] = Object.values(json.resource[type] ?? {});
  if (!block) throw new Error(`The stack has no ${type}`);
  return block;
}
