import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { inject } from "vitest";
import { readStacks } from "../../commands/stacks";
import { Terraform } from "../../commands/terraform/terraform";
import { loadEnvironments } from "../../environments/load";
import { buildEnvironment } from "../../layers/build";
import { synthesize } from "../../platform/synthesize";
import type { Stack, StackJson } from "../../synthesized/stack";

/** Terraform with its AWS provider; undefined, said loudly, where one of them cannot be had. */
export async function findTerraform(): Promise<Terraform | undefined> {
  const missing = inject("missingTerraform");
  if (missing === "") return Terraform.locate();
  console.warn(`SKIPPED, this needs Terraform and the AWS provider. ${missing}`);
  return undefined;
}

/** All stacks of all environments of the repository. */
export function realStacks(): Stack[] {
  return readStacks(inject("synthesized"));
}

/** All stacks of the environment files in another folder. */
export function stacksOf(directory: string): Stack[] {
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
