import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Terraform } from "../terraform/terraform";
import type { MergedRoot } from "./merged-root";

/**
 * Makes the folder of a merged root ready for Terraform. What an `init` depends on is noted next to its result: as long
 * as that stays the same, so does the folder, and the next run begins with its plan.
 */
export async function initOnce(
  terraform: Terraform,
  { folder, stacks }: Pick<MergedRoot, "folder" | "stacks">,
  env?: Readonly<Record<string, string>>,
): Promise<void> {
  const note = join(folder, "initialized");
  const ids = stacks.map(({ id }) => id);
  const key = keyOf(terraform, folder, ids);
  const isReady = existsSync(join(folder, ".terraform")) && existsSync(note) && readFileSync(note, "utf8") === key;
  if (isReady) return;
  await terraform.init(folder, { env });
  writeFileSync(note, key);
}

function keyOf(terraform: Terraform, folder: string, stacks: readonly string[]): string {
  const { terraform: versions } = JSON.parse(readFileSync(join(folder, "root.tf.json"), "utf8")) as {
    terraform: unknown;
  };
  const lock = readFileSync(join(folder, ".terraform.lock.hcl"), "utf8");
  const inputs = [terraform.version, terraform.providerNote, versions, lock, [...stacks].sort()];
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}
